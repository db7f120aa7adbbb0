using Microsoft.AspNetCore.Components.Routing;

namespace StreamOps.Dashboard.Live;

/// <summary>How a circuit came to the address it shows: by a load, which may be a reload, or by a step of whoever sits before it.</summary>
public sealed class Arrival : IDisposable
{
    private readonly NavigationManager _navigation;

    /// <summary>Made with the circuit's first drawing.</summary>
    public Arrival(NavigationManager navigation)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        _navigation = navigation;
        _navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Whether somebody came here by a click, a key or the browser's own buttons, and not by a load of the page.</summary>
    public bool IsByHand { get; private set; }

    public void Dispose() => _navigation.LocationChanged -= OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => IsByHand = true;
}
