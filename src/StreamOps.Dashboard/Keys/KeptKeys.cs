using Microsoft.AspNetCore.DataProtection.KeyManagement;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Keys;

/// <summary>Data Protection's keys live with the database, in it or beside it, so that cookies, preferences and encrypted offers outlive a restart.</summary>
public sealed class KeptKeys(IOptions<OperationsOptions> options, KeyElements elements, ILoggerFactory loggers)
    : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions keys)
    {
        if (elements.AreKept)
        {
            keys.XmlRepository = new KeysInDatabase(elements);
            return;
        }

        // Whoever of the two comes first, the database or the keys, closes the folder to others.
        PrivateFolder.Create(options.Value.DataDirectory);
        keys.XmlRepository = new KeyFiles(FolderIn(options.Value), PrivateFolder.Create, loggers);
    }

    internal static string FolderIn(OperationsOptions options) => Path.Combine(options.DataDirectory, "keys");
}
