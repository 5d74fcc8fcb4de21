import { markupText } from '../written/markup-text.ts';
/** One page that shows slides one after another in any browser, without a network: nothing of it lies elsewhere. */
export function slidesToHtml(title: string, svgs: readonly string[]): string {
  const slides = svgs.map((svg, i) => `<section${i === 0 ? ' class="on"' : ''}>${svg}</section>`).join('\n');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${markupText(title)}</title>
<style>${STYLE}</style></head>
<body>
${slides}
<script>${SCRIPT}</script>
</body></html>
`;
}

const STYLE = `html,body{margin:0;height:100%;background:#000}
section{display:none;height:100%;align-items:center;justify-content:center}
section.on{display:flex}
section svg{width:100vw;height:100vh}
@page{size:320mm 180mm;margin:0}
@media print{section{display:block;height:180mm;break-after:page}section svg{width:320mm;height:180mm}}`;

const SCRIPT = `(function(){var all=document.querySelectorAll('section'),at=0;
function show(to){if(to<0||to>=all.length)return;all[at].className='';at=to;all[at].className='on'}
addEventListener('keydown',function(e){
if(['ArrowRight','PageDown',' ','Enter','ArrowDown'].indexOf(e.key)>=0)show(at+1);
else if(['ArrowLeft','PageUp','Backspace','ArrowUp'].indexOf(e.key)>=0)show(at-1);
else if(e.key==='Home')show(0);else if(e.key==='End')show(all.length-1);else return;e.preventDefault()});
addEventListener('click',function(e){show(e.clientX<innerWidth/4?at-1:at+1)})})();`;
