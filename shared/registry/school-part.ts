import { toHalfWidth } from './text.ts';

/** A part of a school that map services list by itself: the gate 东街小学(东门), the field 东街小学足球场. */
export interface SchoolPart {
  /** The school's name as the list writes it; empty where the part names none: 停车场(东街小学北) is at a school. */
  readonly school: string;
  readonly part: string;
  readonly isGate: boolean;
}

const SCHOOL =
  '.{1,30}?(?:小学|中学|初中|高中|职高|中专|学校|幼儿园|学院|大学|校区|园区|分校|分园|校园|附[中小]|第?[一二三四五六七八九十]{1,3}[中小]|实小|完小|中心校)(?:\\([^)]*\\))?';
const GATE =
  '(?:[东南西北正侧后前大小主旁]|东南|东北|西南|西北|[一二三四五六七八九十\\d]+号?|[A-Z])*(?:人行|车行)?(?:(?:校门|大门|门)(?:出入口|入口|出口)?|门口|出入口|入口|出口)';
const OTHER_PARTS =
  '(?:(?:地上|地下|地面|室外|内部|(?:非?机动车|教师|教职工|家长|校内))*(?:停车[场位库棚]|车库|自行车棚)(?:出入口|入口|出口)?|充电[站桩]|(?:公共)?(?:卫生间|厕所)|快递柜|(?:家长|学生)?(?:接送|等候|等待)(?:区域?|点|处)|公交车?站|地铁站|(?:足球|篮球|排球|网球|羽毛球|乒乓球|田径|运动|游泳)+(?:场|馆|池)|操场|体育[场馆]|风雨操场|食堂|餐厅|超市|小卖部|图书馆|图书室|报告厅|礼堂|剧场|校史馆|传达室|门卫室|保卫[处科]|医务室|校医院|家属[楼区院]|(?:[男女学生教工师]*)(?:宿舍|公寓)楼?|(?:第?[一二三四五六七八九十\\d]*)(?:教学|实验|实训|办公|行政|综合|科技|艺术|图书|信息)楼|[\\d一二三四五六]+号?楼)';
const ofSchool = new RegExp(
  `^(${SCHOOL})[-\\s·—–_:/(]*(?:(${GATE})|(${OTHER_PARTS}(?:[\\d一二三四五六]+[号幢栋座]?)?))\\)?$`,
);
const alone = new RegExp(`^(?:${GATE}|${OTHER_PARTS})(?:\\(.*\\)|-.*)?$`);

/** Reads the part of a school that a name speaks of; null where it speaks of a whole school or of something else. */
export function readSchoolPart(name: string): SchoolPart | null {
  const text = toHalfWidth(name)
    .replace(/[[【〔〈]/g, '(')
    .replace(/[\]】〕〉]/g, ')')
    .trim();
  const [, school = '', gate, part] = ofSchool.exec(text) ?? [];
  if (gate !== undefined) return { school, part: gate, isGate: true };
  if (part !== undefined) return { school, part, isGate: false };
  if (!alone.test(text)) return null;
  return { school: '', part: text, isGate: new RegExp(`^${GATE}$`).test(text) };
}
