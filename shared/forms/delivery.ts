/** How a paper is handed to whom it is for. */
export const deliveryMethods = [
  '直接送达',
  '留置送达',
  '邮寄送达',
  '电子送达',
  '委托送达',
  '公告送达',
] as const;
export type DeliveryMethod = (typeof deliveryMethods)[number];

/** What is noted beside a paper that was handed over. */
export interface Delivery {
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly method: DeliveryMethod;
  readonly receiver: string;
  readonly note: string;
}

const RECEIVER = '收件人 ';

/** A delivery as it is noted: 2026-01-05 留置送达，收件人 店员何某，拒收. */
export function deliveryText({ on, method, receiver, note }: Delivery): string {
  return [`${on} ${method}`, receiver && `${RECEIVER}${receiver}`, note].filter(Boolean).join('，');
}

/** Reads what `deliveryText` noted; null where a paper has no such note. */
export function readDelivery(text: string): Omit<Delivery, 'note'> | null {
  const found = new RegExp(
    `^(\\d{4}-\\d{2}-\\d{2}) (${deliveryMethods.join('|')})(?:，${RECEIVER}([^，]*))?`,
  ).exec(text);
  const method = deliveryMethods.find((each) => each === found?.[2]);
  return found && method ? { on: found[1] ?? '', method, receiver: found[3] ?? '' } : null;
}

/** All ways with a box each; that of the delivery is ticked. */
export function deliveryBoxes(ticked: DeliveryMethod | null): string {
  return deliveryMethods.map((method) => `${method === ticked ? '☑' : '□'}${method}`).join('　');
}

/** The way that a person says: the box that is ticked, or the only way that is named; null where that is open. */
export function deliverySaid(text: string): DeliveryMethod | null {
  const ticked = deliveryMethods.filter((method) => new RegExp(`[☑√✓■]\\s*${method}`).test(text));
  const named = text.includes('□') ? ticked : deliveryMethods.filter((method) => text.includes(method));
  const [only, ...others] = ticked.length > 0 ? ticked : named;
  return only !== undefined && others.length === 0 ? only : null;
}

/** Room for a day that is written by hand. */
const DAY = '　　　　年　　月　　日';
const ROOM = `　　　　　　　　${DAY}`;

/** What a 送达回证 has in the places of those who sign, and what it says beneath them. */
interface Receipt {
  readonly receiver: string;
  readonly witness: string;
  readonly words: string;
}

/**
 * 民事诉讼法 (2023), articles 87 to 95, which 行政处罚法 article 61 refers to: who signs, which day counts, and what proves
 * it where nobody signs.
 */
const receipts: Readonly<Record<DeliveryMethod, Receipt>> = {
  直接送达: {
    receiver: ROOM,
    witness: ROOM,
    words:
      '由受送达人签收；本人不在的，由同住成年家属签收；受送达人是单位的，由法定代表人、负责人或者负责收件的人签收。签收日期为送达日期。',
  },
  留置送达: {
    receiver: `拒收，事由：＿＿＿＿＿＿＿＿＿＿\n${DAY}`,
    witness: ROOM,
    words:
      '受送达人或者其同住成年家属拒绝接收，文书留在受送达人的住所，视为送达：\n□有关基层组织或者所在单位的代表到场，由送达人、见证人签名\n□拍照、录像记录送达过程，照片、录像附卷',
  },
  邮寄送达: {
    receiver: '不在此签名，以邮寄回执为准。邮件号码：＿＿＿＿＿＿＿＿',
    witness: '／',
    words:
      '直接送达有困难，邮寄送达。以回执上注明的收件日期为送达日期：＿＿＿＿年＿＿月＿＿日。附邮寄凭证、回执；被退回的，注明原因和日期。',
  },
  电子送达: {
    receiver: '不在此签名，以发送记录为准。收件号码或者信箱：＿＿＿＿＿＿＿＿',
    witness: '／',
    words:
      '受送达人已同意电子送达并签有确认书。以送达信息到达受送达人特定系统的日期为送达日期：＿＿＿＿年＿＿月＿＿日。附确认书、发送记录和截图；受送达人要纸质文书的，另行提供。',
  },
  委托送达: {
    receiver: ROOM,
    witness: ROOM,
    words: '直接送达有困难，委托＿＿＿＿＿＿＿＿代为送达。受送达人签收的日期为送达日期。附委托函。',
  },
  公告送达: {
    receiver: '不签名，公告送达',
    witness: '／',
    words:
      '原因：□受送达人下落不明　□用其他方式无法送达。公告的地方：＿＿＿＿＿＿＿＿，自＿＿＿＿年＿＿月＿＿日发出公告之日起，经过三十日，即视为送达。附公告和照片、截图，原因和经过记入案卷。',
  },
};

/** Of a way that is not said yet: what holds whichever it becomes. */
const openReceipt: Receipt = {
  receiver: ROOM,
  witness: ROOM,
  words:
    '受送达人拒绝接收的，记明拒收事由和日期，由送达人、见证人签名或者盖章。邮寄、电子、公告送达的，收件人不在此签名，在备注写明凭证和日期，附回执、发送记录或者公告。',
};

/** What a 送达回证 says in the places of those who sign, by the fields of its template. */
export function receiptFields(
  method: DeliveryMethod | null,
  receiver: string,
): Record<'收件人签收' | '见证人签收' | '送达说明', string> {
  const receipt = method === null ? openReceipt : receipts[method];
  const signed = receipt.receiver === ROOM && receiver !== '' ? `${receiver}${ROOM}` : receipt.receiver;
  return { 收件人签收: signed, 见证人签收: receipt.witness, 送达说明: receipt.words };
}
