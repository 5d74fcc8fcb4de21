import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import type { ProposedFile } from '#shared/contract/precheck.ts';
import { type ProposedColumns, sayWhere } from '#shared/zones/proposed-list.ts';
import { type ProposedPart, proposedParts } from '#shared/zones/proposed-parts.ts';

const partNames: Readonly<Record<ProposedPart, string>> = {
  name: '名称',
  kind: '类别',
  address: '地址',
  place: '坐标（经度,纬度）',
  lng: '经度',
  lat: '纬度',
};

/** Which column says what, where the heads of a list do not tell. */
export function ProposedColumnChoice({
  file,
  onChosen,
}: {
  file: ProposedFile;
  onChosen: (how: { header: boolean; columns: ProposedColumns }) => void;
}) {
  const [columns, setColumns] = useState<ProposedColumns>(file.read);
  const [header, setHeader] = useState(true);
  const options = file.columns.map(({ title, example }, at) => ({
    value: at,
    label: example === '' ? title : `${title}（${example}）`,
  }));
  return (
    <section className="proposed-columns" aria-label="选择列">
      <p className="small">看不出哪一列是地址或坐标，请选择（其余可以不选）：</p>
      {proposedParts.map((part) => (
        <div key={part} className="proposed-column">
          <span>{partNames[part]}</span>
          <Select
            allowClear
            aria-label={partNames[part]}
            size="small"
            placeholder="没有"
            value={columns[part]}
            onChange={(at?: number) =>
              setColumns(({ [part]: _, ...rest }) => (at === undefined ? rest : { ...rest, [part]: at }))
            }
            options={options}
          />
        </div>
      ))}
      <Checkbox checked={!header} onChange={({ target }) => setHeader(!target.checked)}>
        第一行就是场所，没有表头
      </Checkbox>
      <Button
        size="small"
        type="primary"
        disabled={!sayWhere(columns)}
        onClick={() => onChosen({ header, columns })}
      >
        按所选的列预检
      </Button>
    </section>
  );
}
