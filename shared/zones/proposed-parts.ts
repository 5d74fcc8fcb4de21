/** What the columns of a list of proposed venues can say. */
export const proposedParts = ['name', 'kind', 'address', 'place', 'lng', 'lat'] as const;
export type ProposedPart = (typeof proposedParts)[number];
