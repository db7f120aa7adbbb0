using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using StreamOps.Operations;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Data Protection's keys live beside the database, so that cookies, preferences and encrypted offers outlive a restart.</summary>
public sealed class KeysInDataDirectory(IOptions<OperationsOptions> options, ILoggerFactory loggers)
    : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions keys)
    {
        var directory = Directory.CreateDirectory(Path.Combine(options.Value.DataDirectory, "keys"));
        if (!OperatingSystem.IsWindows())
        {
            directory.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        keys.XmlRepository = new FileSystemXmlRepository(directory, loggers);
    }
}
