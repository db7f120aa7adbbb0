using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;

namespace StreamOps.Dashboard.Shell;

public sealed partial class MainLayout(BrowserPreferences preferences, NavigationManager navigation, Sights sights)
{
    private ErrorPanel? _errors;
    private ErrorPanel? _pageErrors;
    private bool _isDark;
    private Task _showing = Task.CompletedTask;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private CurrentOperator? Operator { get; set; }

    private GroupSight Sight => sights.Of(Operator?.Actor);

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    protected override async Task OnParametersSetAsync()
    {
        // Another page is another chance.
        _errors?.Recover();
        _pageErrors?.Recover();
        // The name may be given while the page stands.
        if (Authentication is { } authentication)
        {
            Operator = CurrentOperator.Of((await authentication).User);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            preferences.Changed += OnPreferencesChanged;
            await preferences.LoadAsync(QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).GetValueOrDefault("scale"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        preferences.Changed -= OnPreferencesChanged;
        await _showing;
    }

    // Raised on this circuit's own renderer, by its own menu.
    private void OnPreferencesChanged(object? sender, EventArgs arguments) => _showing = ShowLookAfterAsync(_showing);

    private async Task ShowLookAfterAsync(Task before)
    {
        try
        {
            await before;
            _isDark = await preferences.IsDarkAsync();
            StateHasChanged();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
