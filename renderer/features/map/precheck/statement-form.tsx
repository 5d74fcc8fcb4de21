import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { keysOf } from '#shared/lists/record.ts';
import { type Tenancy, tenancyNames } from '#shared/zones/distance-statement.ts';
import type { Applicant } from '../../../routes/routes.ts';

/** What an applicant is asked for before a distance is stated on paper; nothing of it is stored. */
export function StatementForm({
  hint,
  begun = 'part',
  onPrint,
}: {
  /** What to do on the map, by the premises. */
  hint: (tenancy: Tenancy) => string;
  begun?: Tenancy;
  onPrint: (applicant: Applicant) => void;
}) {
  const [applicant, setApplicant] = useState('');
  const [address, setAddress] = useState('');
  const [tenancy, setTenancy] = useState<Tenancy>(begun);
  return (
    <section className="statement-form" aria-label="距离说明">
      <Input
        aria-label="申请人"
        placeholder="申请人"
        maxLength={100}
        value={applicant}
        onChange={({ target }) => setApplicant(target.value)}
      />
      <Input
        aria-label="拟设地址"
        placeholder="拟设地址"
        maxLength={200}
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <Select
        aria-label="房屋情形"
        value={tenancy}
        onChange={setTenancy}
        options={keysOf(tenancyNames).map((value) => ({ value, label: tenancyNames[value] }))}
      />
      <p className="quiet small">{hint(tenancy)}</p>
      <Button onClick={() => onPrint({ applicant, address, tenancy })}>打印距离说明</Button>
    </section>
  );
}
