using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Data Protection's keys as files; a key that the disk has no room for lives in memory until the process ends.</summary>
/// <remarks>Without a key no page is shown at all: a full disk is no reason to hide who waits.</remarks>
internal sealed partial class KeyFiles(DirectoryInfo folder, ILoggerFactory loggers) : IXmlRepository
{
    private readonly FileSystemXmlRepository _files = new(folder, loggers);
    private readonly ILogger _logger = loggers.CreateLogger<KeyFiles>();
    private readonly Lock _lock = new();
    private readonly List<XElement> _unwritten = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock)
        {
            return [.. _files.GetAllElements(), .. _unwritten.Select(element => new XElement(element))];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        try
        {
            _files.StoreElement(element, friendlyName);
        }
        catch (IOException exception)
        {
            Log.KeyIsNotWritten(_logger, exception.Message, folder.FullName);
            lock (_lock)
            {
                _unwritten.Add(new XElement(element));
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "A key cannot be written to {Folder} and ends with this process: names given from now on are asked for again. {Reason}"
        )]
        public static partial void KeyIsNotWritten(ILogger logger, string reason, string folder);
    }
}
