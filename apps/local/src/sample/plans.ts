/** The sample practice's membership plans; prices in cents. */
export const samplePlans = [
  { name: "Gold", pricing: "per_person", prices: { P1M: 9900, P1Y: 108_900 } },
  { name: "Silver", pricing: "per_person", prices: { P1M: 6900, P3M: 19_900, P1Y: 75_900 } },
  { name: "Family", pricing: "per_family", prices: { P1M: 18_900, P1Y: 207_900 } },
  { name: "Child", pricing: "per_person", prices: { P1M: 2900 } },
  { name: "Employer Care", pricing: "per_person", prices: { P1M: 7500 } },
] as const;

export type SamplePlanName = (typeof samplePlans)[number]["name"];
