; What is said when the program is removed: nothing that was entered goes with it.
!macro customUnInstall
  ${ifNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "学安图已卸载。工作区、备份和设置都保留在原来的位置，重新安装后可以继续使用。"
  ${endIf}
!macroend
