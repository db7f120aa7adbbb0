using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Keys;

/// <summary>Data Protection's keys as files; a key that the disk has no room for lives in memory until the process ends.</summary>
/// <remarks>Without a key no page is shown at all: a full disk is no reason to hide who waits.</remarks>
/// <param name="folder">Where the files lie.</param>
/// <param name="make">Makes that folder, or finds it made.</param>
/// <param name="loggers">For what cannot be written.</param>
internal sealed partial class KeyFiles(string folder, Func<string, DirectoryInfo> make, ILoggerFactory loggers) : IXmlRepository
{
    private readonly ILogger _logger = loggers.CreateLogger<KeyFiles>();
    private readonly Lock _lock = new();
    private readonly List<XElement> _unwritten = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock)
        {
            return [.. Written(), .. _unwritten.Select(element => new XElement(element))];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        try
        {
            Files().StoreElement(element, friendlyName);
        }
        catch (IOException exception)
        {
            KeyIsNotWritten(exception.Message, folder);
            lock (_lock)
            {
                _unwritten.Add(new XElement(element));
            }
        }
    }

    private IReadOnlyCollection<XElement> Written()
    {
        try
        {
            return Files().GetAllElements();
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            // A folder that there is no room for holds no key yet.
            return [];
        }
    }

    private FileSystemXmlRepository Files() => new(make(folder), loggers);

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "A key cannot be written to {Folder} and ends with this process: names given from now on are asked for again. {Reason}"
    )]
    private partial void KeyIsNotWritten(string reason, string folder);
}
