/** How a paper is laid out: as a form, or as one of the forms of GB/T 9704-2012 (general, 上行文, 信函, 纪要). */
export const paperFormats = ['plain', 'general', 'upward', 'letter', 'minutes'] as const;
export type PaperFormat = (typeof paperFormats)[number];
export type OfficialFormat = Exclude<PaperFormat, 'plain'>;
