"""The words of the page in Chinese and English. Chinese is written where it is shown; its English is found here.

What the assistant says of documents (answers, certificates, reasons) stays in the language of the documents.
"""

from collections.abc import Callable
from typing import Literal

Say = Callable[[str], str]
"""Gives a Chinese wording of the page in the language of the reader."""

Language = Literal["zh", "en"]

ENGLISH = {
    "整改政策助手": "Rectification Policy Assistant",
    "逐句注明出处；文件里没有的，不答。": "Every sentence cites its source; what no document says is not answered.",
    "深色/浅色": "Dark/light",
    "问答": "Ask",
    "文库": "Library",
    # 问答
    "新对话": "New conversation",
    "查找对话": "Search conversations",
    "没有对话": "No conversations",
    "对话": "Conversations",
    "问题": "Question",
    "输入问题，回车发送": "Type a question, Enter sends it",
    "提问": "Ask",
    "停止": "Stop",
    "正在查找依据": "Looking for evidence",
    "每句话都注明出处，点出处可看原文；文件里没有的，不答。": (
        "Every sentence cites its source: press a citation to read it. What no document says is not answered."
    ),
    "可以这样问": "You could ask",
    "库中还没有文件，请先到“文库”收录。": "The library is empty: add documents under “Library” first.",
    "没有这个对话，可能已被删除。": "There is no such conversation; it may have been deleted.",
    "这是他人分享的对话。继续提问会另存为您自己的对话。": (
        "Someone shared this conversation. If you go on asking, a copy of it becomes your own."
    ),
    "出处": "Source",
    "最接近的条款（不是答案）": "Nearest clauses (not an answer)",
    "复制（含出处）": "Copy with sources",
    "已复制": "Copied",
    "有用": "Useful",
    "没用": "Not useful",
    "答非所问": "Beside the question",
    "出处不对": "Wrong source",
    "不完整": "Incomplete",
    "已经过时": "Out of date",
    "库中有而没有找到": "In the library but not found",
    "其他原因": "Other reason",
    "提交": "Send",
    "重新回答": "Answer again",
    "复制链接": "Copy link",
    "导出": "Export",
    "改名": "Rename",
    "名称": "Name",
    "保存": "Save",
    "删除": "Delete",
    "删除后不能恢复。": "This cannot be undone.",
    "确认删除": "Delete for good",
    "筛选：只在所选范围内查找": "Filter: search only in",
    "文件": "Document",
    "地区": "Region",
    "年份": "Year",
    "文种": "Kind",
    # 原文
    "原文": "Source text",
    "目录": "Outline",
    "关闭": "Close",
    "下载原件": "Download original",
    "第 {page} 页原样": "Page {page} as it is",
    # 文库
    "把文件或文件夹拖到这里，或者": "Drop files or folders here, or",
    "选择文件": "Choose files",
    "选择文件夹": "Choose a folder",
    "可收录": "Formats",
    "正在上传": "Uploading",
    "查找文件": "Search documents",
    "没有文件": "No documents",
    "共 {count} 个文件": "{count} documents",
    "，只列出前 {shown} 个": ", the first {shown} listed",
    "日期": "Date",
    "条款": "Clauses",
    "整改事项": "Records",
    "存疑": "Doubts",
    "{count} 处": "{count}",
    "移除": "Remove",
    "已移除 {name}": "Removed {name}",
    "已恢复 {name}": "Restored {name}",
    "撤销": "Undo",
    "收录进度": "Progress",
    "等待": "waiting",
    "正在读取…": "reading…",
    "正在读取文件…": "Reading files…",
    "正在建立索引…": "Building the index…",
    "已完成，可以提问了。": "Done: you can ask about them now.",
    "{clauses} 条，整改事项 {records} 项": "{clauses} clauses, {records} records",
    "，替换了同名文件": ", replaced the document of that name",
    "未收录": "Not added",
    "与已收录的 {name} 内容相同，未重复收录": "same content as {name}, not added twice",
    # 评测
    "提示": "Note",
    "随产品提供（示例文件）": "Shipped (sample documents)",
    "评测": "Evaluation",
    "加入评测": "Add to evaluation",
    "已加入待确认的题目，请到“评测”确认。": "Put up for review: see “Evaluation”.",
    "评测集": "Gold set",
    "开始评测": "Run",
    "添加评测集": "Add a gold set",
    "已添加 {name}": "Added {name}",
    "正在评测…": "running…",
    "评测完成": "done",
    "评测进度": "Progress of the evaluation",
    "还没有评测过": "No runs yet",
    "评测报告": "Evaluation report",
    "在新窗口打开": "Open in a new window",
    "比较两次评测": "Compare two runs",
    "前一次": "Earlier run",
    "后一次": "Later run",
    "比较": "Compare",
    "请选择两次评测": "Choose two runs",
    "待确认的题目": "Questions to review",
    "没有待确认的题目。在问答中点“加入评测”，题目会出现在这里。": (
        "Nothing to review. Questions that you add to the evaluation from the chat come here."
    ),
    "应引文件（留空表示库中无答案）": "Document to cite (empty: the library has no answer)",
    "应引条款": "Clause to cite",
    "应说要点，用分号隔开": "What the answer must say, separated by semicolons",
    "确认": "Accept",
    "已确认，可以选“来自问答”评测": "Accepted: run the set “来自问答”",
}


def speaker(language: Language) -> Say:
    """What says the page's words in a language."""
    return (lambda chinese: chinese) if language == "zh" else ENGLISH.__getitem__
