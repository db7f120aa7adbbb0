namespace StreamOps.Operations.Store;

/// <summary>What a failed file operation says of the disk. .NET tells these apart by the system's own number alone.</summary>
public static class DiskErrors
{
    // Linux and macOS: EAGAIN and EWOULDBLOCK of a lock. Windows: sharing and lock violation.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    // ENOSPC, EDQUOT; Windows: handle disk full, disk full.
    private static readonly int[] NoSpace = [28, 69, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Whether another process holds the file.</summary>
    public static bool IsHeldByAnother(IOException exception) => HeldByAnother.Contains(exception.HResult);

    /// <summary>Whether the disk, or this user's share of it, has no room left.</summary>
    public static bool IsFull(IOException exception) => NoSpace.Contains(exception.HResult);
}
