import { Button, Popover } from 'antd';
import type { Comment } from '#shared/contract/comments.ts';
import { personText } from '#shared/office/rights.ts';
import { momentText } from '../format.ts';

/** Who said it, when, and what; whom it mentions stands out, and what it said before can be looked at. */
export function CommentWords({ comment }: { comment: Comment }) {
  const { author, authorBody, addedAt, text, removed, mentioned } = comment;
  return (
    <>
      <div className="quiet small">
        {[personText({ person: author, body: authorBody }), momentText(addedAt)].join(' · ')}
        <Earlier comment={comment} />
      </div>
      {removed ? (
        <p className="comment-text quiet">已删除</p>
      ) : (
        <p className="comment-text">{withMentions(text, mentioned)}</p>
      )}
    </>
  );
}

function Earlier({ comment: { editedAt, earlier } }: { comment: Comment }) {
  if (editedAt === null) return null;
  return (
    <Popover
      trigger="click"
      title="修改前的内容"
      content={
        <ul className="comment-earlier">
          {earlier.map(({ text, until }) => (
            <li key={until}>
              <span className="quiet small">{momentText(until)} 前</span>
              <p className="comment-text">{text}</p>
            </li>
          ))}
        </ul>
      }
    >
      <Button type="link" size="small">
        改过
      </Button>
    </Popover>
  );
}

function withMentions(text: string, mentioned: readonly string[]) {
  const names = new Set(mentioned.map((person) => `@${person}`));
  if (names.size === 0) return text;
  // The longest first: a shorter name may be how a longer one begins.
  const parts = [...names].sort((a, b) => b.length - a.length).map((name) => escapeForPattern(name));
  let at = 0;
  return text.split(new RegExp(`(${parts.join('|')})`, 'u')).map((part) => {
    const key = at;
    at += part.length + 1;
    return names.has(part) ? (
      <span key={key} className="comment-mention">
        {part}
      </span>
    ) : (
      part
    );
  });
}

const escapeForPattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
