// Files can be dropped anywhere on a page of somebody who may publish. On the page of uploads and on
// pages with a form for files they go into that form; elsewhere they are sent in the background, so
// that what was typed on the page stays.
(() => {
  "use strict";

  const { drop, csrf } = document.body.dataset;
  const input = document.querySelector("main input[type=file]");
  const upload = document.querySelector("[data-upload]");
  if (!drop && !input) { return; }

  const holdsFiles = (event) => Array.from(event.dataTransfer?.types || []).includes("Files");

  const said = document.createElement("p");
  said.className = "toast";
  said.setAttribute("role", "alert"); // it comes together with its text

  const say = (text, address) => {
    if (!said.isConnected) { document.querySelector("main").insertAdjacentElement("afterend", said); }
    said.textContent = text;
    said.classList.add("shown");
    if (address) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = "去入库";
      said.append(" ", link);
    }
  };

  const send = async (files) => {
    const data = new FormData();
    for (const file of files) { data.append("files", file); }
    if (csrf) { data.append("csrf", csrf); }
    say("正在上传 " + files.length + " 个文件……");
    try {
      const response = await window.fetch(drop, { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const told = page.querySelector("main .done, main .notice[role=alert]");
      say(told ? told.textContent.trim() : "没有传上去，请到“入库”页再试。", response.ok ? response.url : drop);
    } catch {
      say("没有传上去：连接断了，请再试一次。", drop);
    }
  };

  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) { return; }
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) { document.body.classList.remove("dropping"); }
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) { return; }
    event.preventDefault();
    document.body.classList.remove("dropping");
    const { files } = event.dataTransfer;
    if (input) {
      input.files = files;
      if (upload) { upload.submit(); } else { input.focus(); }
    } else if (files.length) {
      send(files);
    }
  });
})();
