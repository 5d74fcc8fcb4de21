import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { TeamPlan } from '#shared/contract/planning.ts';
import { useMayCall } from '../../client/use-may.ts';
import { ReplaceOfficer } from './replace-officer.tsx';

/** Who of a team cannot be counted on; each of them may be replaced everywhere in one step. */
export function TeamDoubts({ doubts, replaceable }: Pick<TeamPlan, 'doubts' | 'replaceable'>) {
  const may = useMayCall();
  const [replacing, setReplacing] = useState<{ id: number; name: string } | null>(null);
  if (doubts.length === 0) return null;
  return (
    <>
      <Alert
        type="warning"
        title={
          <>
            {doubts.map((doubt) => (
              <p key={doubt}>{doubt}</p>
            ))}
            {may('officers.replace') &&
              replaceable.map(({ officerId, name }) => (
                <Button
                  key={officerId}
                  size="small"
                  type="link"
                  className="team-replace"
                  onClick={() => setReplacing({ id: officerId, name })}
                >
                  替换{name}
                </Button>
              ))}
          </>
        }
      />
      {replacing && <ReplaceOfficer officer={replacing} onClose={() => setReplacing(null)} />}
    </>
  );
}
