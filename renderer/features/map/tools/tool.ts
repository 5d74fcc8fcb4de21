import type { MapToolId } from '../../../map/tool-ids.ts';

export const toolTitles: Readonly<Record<MapToolId, string>> = {
  selectBox: '矩形选择',
  selectPolygon: '多边形选择',
  selectCircle: '按半径选择',
  measureLine: '量距离',
  measureArea: '量面积',
  measureCircle: '半径圆',
  measureByRule: '按规则量距',
  aroundPoint: '某一点周边',
  aroundLine: '一条线周边',
  aroundArea: '一片范围周边',
  pin: '在地图上批注',
};

export const toolHints: Readonly<Record<MapToolId, string>> = {
  selectBox: '按住拖出矩形，松开即选',
  selectPolygon: '逐点单击画出范围，双击或点第一点结束',
  selectCircle: '单击圆心，移动后再单击；也可直接填半径',
  measureLine: '逐点单击，双击或再点末点结束',
  measureArea: '逐点单击，点第一点结束',
  measureCircle: '单击圆心，移动后再单击；也可直接填半径',
  measureByRule: '单击某处放点，再拖动它',
  aroundPoint: '单击一点，查它周边若干米内有什么',
  aroundLine: '逐点单击画线，双击或再点末点结束，查线两侧若干米内有什么',
  aroundArea: '逐点单击画出范围，点第一点结束，查范围内及周边有什么',
  pin: '单击某处放点，写下批注；点可以拖动',
};
