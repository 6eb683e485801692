import { BlockList, isIP } from "node:net";

const blocked = new BlockList();
const ipv4Ranges = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
// Inside 2000::/3, what tunnels to an IPv4 address or belongs to nobody.
const ipv6Ranges = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

for (const range of ipv4Ranges) addRange(range, "ipv4");
for (const range of ipv6Ranges) addRange(range, "ipv6");

const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

function addRange(range: string, family: "ipv4" | "ipv6"): void {
  const [network = "", prefix] = range.split("/");
  blocked.addSubnet(network, Number(prefix), family);
}

/** Whether an IP address is one of the public internet: no private, loopback, link-local, shared or reserved one. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked.check(address, "ipv4");
    case 6:
      return globalUnicast.check(address, "ipv6") && !blocked.check(address, "ipv6");
    default:
      return false;
  }
}
