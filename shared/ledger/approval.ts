import type { Capability } from '../office/capabilities.ts';

/** How something stands that waits for approval. */
export const approvalStateNames = {
  waiting: '待审批',
  approved: '已同意',
  returned: '已退回',
  withdrawn: '已撤回',
} as const;
export type ApprovalState = keyof typeof approvalStateNames;

/** What is carried out only when somebody else has approved it, where people have accounts. */
export const approvedCommands = [
  'hazards.transition',
  'hazards.extend',
  'hazards.supervise',
  'hazards.delist',
  'documents.make',
  'letters.issue',
] as const;
export type ApprovedCommand = (typeof approvedCommands)[number];

/** What somebody needs to ask for it, where that is less than carrying it out needs. */
export const askingNeeds: { readonly [Command in ApprovedCommand]?: Capability } = {
  'hazards.extend': 'ledger.own',
};

/**
 * Templates of 公文 that an office signs before they leave; papers of an inspection are signed where it is made, and
 * lists and files are none.
 */
export const signedTemplates: readonly string[] = [
  'assistance',
  'bulletin',
  'criticism',
  'expiry-notice',
  'gansu-assistance',
  'gansu-urging',
  'minutes',
  'notice',
  'order',
  'prosecution-reply',
  'public-report',
  'reinspection-notice',
  'report',
  'school-talk',
  'supervision',
  'talk-record',
  'transfer',
  'urging',
  'weekly',
];
