"""What the system says of files and ports, for whoever runs the commands."""

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "正被另一个程序使用",
    errno.ELOOP: "链接绕成了圈",
}


def explain_os_error(error: OSError) -> str:
    """The reason in a few Chinese words; the system's own words only where it has an unusual one.

    >>> explain_os_error(IsADirectoryError(errno.EISDIR, "Is a directory"))
    '这是文件夹，不是文件'
    """
    reason = _REASONS.get(error.errno or 0)
    return reason or f"系统错误 {error.errno}：{error.strerror}" if error.errno else str(error)
