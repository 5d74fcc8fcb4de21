import { AutoComplete, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { readPlaceText } from '#shared/geodesy/coordinate-text.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useService } from '../../client/queries.ts';

/** A place that was found, and how exact it is. */
export interface FoundPlace {
  readonly name: string;
  readonly position: [lng: number, lat: number];
  readonly source: PositionSource;
}

/** Finds a place by the name, address or pinyin initials of what is known there, or by coordinates. */
export function PlaceSearch({ onFound }: { onFound: (place: FoundPlace) => void }) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const typed = readPlaceText(wanted);
  const found = useService('search.places', wanted === '' || typed !== null ? null : { text: wanted });
  const hits = (found.data ?? []).flatMap(({ position, ...hit }) => (position ? [{ ...hit, position }] : []));
  const options =
    typed === null
      ? hits.map(({ kind, id, name, note }) => ({ value: `${kind}:${id}`, label: `${name}　${note}` }))
      : [{ value: wanted, label: `坐标 ${typed.map((degrees) => degrees.toFixed(6)).join('，')}` }];
  const take = (value: string) => {
    const hit = hits.find(({ kind, id }) => `${kind}:${id}` === value);
    setText(hit?.name ?? wanted);
    if (typed !== null) onFound({ name: '', position: [typed[0], typed[1]], source: 'imagery' });
    // Another door of the same address: as uncertain as a street number.
    else if (hit) onFound({ name: hit.name, position: hit.position, source: 'street_number' });
  };
  return (
    <AutoComplete
      value={text}
      onSearch={setText}
      options={options}
      onSelect={take}
      style={{ width: '100%' }}
      notFoundContent={
        wanted !== '' && found.isSuccess ? '没有找到，请换个名称、地址或拼音首字母，或输入坐标' : null
      }
    >
      <Input placeholder="查找学校、场所、地址、拼音首字母或坐标" aria-label="查找地点" allowClear />
    </AutoComplete>
  );
}
