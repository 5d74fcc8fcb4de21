import { Alert } from 'antd';
import type { UnreadPart } from '#shared/contract/import.ts';

/** What a file holds beside the rows that are read: named before and after an import, so that nothing is missed. */
export function UnreadParts({ parts }: { parts: readonly UnreadPart[] }) {
  if (parts.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title="文件里还有没有读入的内容"
      description={
        <ul className="import-unread">
          {parts.map(({ name, rows, reason }) => (
            <li key={`${name}/${reason}`}>
              {name}
              {rows > 0 && `（${rows} 行）`}：{reason}
            </li>
          ))}
        </ul>
      }
    />
  );
}
