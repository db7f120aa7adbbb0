using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Keys;

/// <summary>Data Protection's keys as rows of the database, where that is on a server: they come along with it to another machine.</summary>
internal sealed class KeysInDatabase(KeyElements elements) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Wait(elements.AllAsync()).Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Wait(elements.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)));

    // Data Protection asks without waiting: rarely, and never on a thread that somebody else's work needs.
    private static void Wait(Task work) => work.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> work) => work.GetAwaiter().GetResult();
}
