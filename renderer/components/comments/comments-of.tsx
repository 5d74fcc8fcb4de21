import { late } from '../late.tsx';
import type { CommentsSectionProps } from './comments-section.tsx';
import { useMayComment } from './use-may-comment.ts';

// It comes at the end of panels that are looked at first, and brings fields along that the first screen does without.
const Section = late(async () => (await import('./comments-section.tsx')).CommentsSection);

/** What people say of a thing; nothing for those who read no comments on such things. */
export function CommentsOf(props: CommentsSectionProps) {
  return useMayComment(props.about.kind) ? <Section {...props} /> : null;
}
