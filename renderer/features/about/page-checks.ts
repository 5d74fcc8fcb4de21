import type { Check, VersionOf } from '#shared/contract/diagnostics.ts';

/** Checks that only the page can make: how maps are drawn, and whether Chinese can be shown. */
export function pageChecks(): Check[] {
  return [checkDrawing(), checkFonts()];
}

export function pageParts(): VersionOf[] {
  return [
    { name: '界面', value: navigator.userAgent.replace(/^Mozilla\/5\.0 /, '').slice(0, 200) },
    { name: '屏幕', value: `${screen.width} × ${screen.height}，缩放 ${devicePixelRatio}` },
  ];
}

function checkDrawing(): Check {
  const base = { id: 'webgl', title: '地图绘制' };
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl)
    return {
      ...base,
      state: 'fail',
      detail: '不能用 WebGL，地图显示不出来',
      advice: '请更新显卡驱动；仍不行，用“网页方式”在另一个浏览器打开。表格、台账和打印不受影响',
    };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  const software = /swiftshader|llvmpipe|software|basic render/i.test(name);
  return {
    ...base,
    state: software ? 'warn' : 'ok',
    detail: `WebGL 2${software ? '，由处理器代为绘制' : ''}`,
    advice: software ? '地图会慢一些，可更新显卡驱动' : '',
  };
}

function checkFonts(): Check {
  const base = { id: 'page-fonts', title: '界面字体' };
  // Without a Chinese font every character is drawn as the same empty box.
  const boxes = pixelsOf('学') === pixelsOf('图');
  return !boxes
    ? { ...base, state: 'ok', detail: '能显示中文', advice: '' }
    : {
        ...base,
        state: 'fail',
        detail: '系统里没有中文字体',
        advice: '请安装中文字体（例如文泉驿、思源黑体），再打开程序',
      };
}

function pixelsOf(text: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = 24;
  canvas.height = 24;
  const context = canvas.getContext('2d');
  if (!context) return text;
  context.font = `20px ${getComputedStyle(document.body).fontFamily}`;
  context.fillText(text, 1, 20);
  return canvas.toDataURL();
}
