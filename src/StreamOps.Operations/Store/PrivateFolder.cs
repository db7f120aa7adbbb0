using System.Runtime.Versioning;

namespace StreamOps.Operations.Store;

/// <summary>Folders and files for the process's own user alone. On Windows the folder's inherited rights decide.</summary>
public static class PrivateFolder
{
    private const UnixFileMode OwnerOnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnFolder = OwnerOnFile | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, or closes one that is there already, to everybody but its owner (0700).</summary>
    /// <remarks>A folder of somebody else's, as a mounted volume may be, keeps its rights: only its owner can change them.</remarks>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static DirectoryInfo Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        var folder = Directory.CreateDirectory(path, OwnerOnFolder);
        Close(path, OwnerOnFolder);
        return folder;
    }

    /// <summary>Makes an empty file, or closes one that is there already, to everybody but its owner (0600).</summary>
    internal static void CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
        };
        if (OperatingSystem.IsWindows())
        {
            new FileStream(path, options).Dispose();
            return;
        }

        options.UnixCreateMode = OwnerOnFile;
        new FileStream(path, options).Dispose();
        Close(path, OwnerOnFile);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Close(string path, UnixFileMode mode)
    {
        try
        {
            // Making changes nothing on what is there already.
            File.SetUnixFileMode(path, mode);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // Not ours, or a file system without such rights.
        }
    }
}
