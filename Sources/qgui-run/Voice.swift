import Linux

let say = Say(program: "qgui-run")
