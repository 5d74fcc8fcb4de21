/** What a hotline was told of, at the first school of a town. */
export const hotlineLead = {
  lead: true,
  source: '12345热线',
  sourceNumber: '工单7',
  saidBy: '来电人',
  venueId: null,
  schoolId: 1,
  placeText: '东门',
  kind: '游商和摊贩',
  level: '一般',
  description: '放学时段占道',
  responsibleBody: '',
  responsiblePerson: '',
  dueOn: null,
} as const;

/** The hazard that it is where somebody finds it true. */
export const leadsHazard = {
  kind: '游商和摊贩',
  level: '一般',
  venueId: null,
  schoolId: 1,
  responsibleBody: '',
  responsiblePerson: '',
} as const;
