import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly text: string;
}

/** 1 January 1980, so that the same content gives the same bytes. */
const dosDate = 0x21;

function header(input: {
  signature: number;
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  isCentral: boolean;
  offset: number;
}): Buffer {
  const { isCentral } = input;
  const head = Buffer.alloc(isCentral ? 46 : 30);
  let at = head.writeUInt32LE(input.signature, 0);
  if (isCentral) at = head.writeUInt16LE(20, at);
  at = head.writeUInt16LE(20, at);
  at = head.writeUInt16LE(0x0800, at);
  at = head.writeUInt16LE(8, at);
  at = head.writeUInt16LE(0, at);
  at = head.writeUInt16LE(dosDate, at);
  at = head.writeUInt32LE(input.crc, at);
  at = head.writeUInt32LE(input.packed, at);
  at = head.writeUInt32LE(input.size, at);
  at = head.writeUInt16LE(input.name.length, at);
  if (isCentral) head.writeUInt32LE(input.offset, 42);
  return Buffer.concat([head, input.name]);
}

export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const bodies: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.text, "utf8");
    const packed = deflateRawSync(data);
    const common = {
      name: Buffer.from(entry.name, "utf8"),
      crc: crc32(data),
      packed: packed.length,
      size: data.length,
      offset,
    };
    const local = header({ ...common, signature: 0x04034b50, isCentral: false });
    bodies.push(local, packed);
    central.push(header({ ...common, signature: 0x02014b50, isCentral: true }));
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...bodies, directory, end]));
}
