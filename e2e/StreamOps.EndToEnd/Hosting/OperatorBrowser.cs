using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>An operator's browser profile with one page; remembers what its console complained about.</summary>
public sealed class OperatorBrowser : IAsyncDisposable
{
    /// <summary>For a page whose server does all for the first time: no slow machine is taken for a server that hangs.</summary>
    public const string Patience = "AbortSignal.timeout = () => new AbortController().signal;";

    /// <summary>Every step with the page's content at it. Costs a tenth of the whole run, so it is asked for.</summary>
    private static readonly bool IsTraced = Environment.GetEnvironmentVariable("STREAMOPS_TRACE") is { Length: > 0 };

    private readonly List<string> _complaints = [];
    private readonly List<string> _allowed = [];

    private OperatorBrowser(IBrowserContext context) => Context = context;

    public IBrowserContext Context { get; }

    /// <summary>The page it was opened with.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>Errors of scripts, of the console and of the content security policy, on every page of this browser.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Whether complaints fail the test: not where the server is taken away on purpose.</summary>
    public bool MayComplain { get; set; }

    /// <summary>Lets a console line with these words pass: the test provokes it.</summary>
    public void MayComplainOf(string words) => _allowed.Add(words);

    public static async Task<OperatorBrowser> OpenAsync(ChromiumBrowser browser, string address, BrowserNewContextOptions? options)
    {
        var context = await browser.NewContextAsync(
            new(options ?? new())
            {
                BaseURL = address,
                ViewportSize = options?.ViewportSize ?? new() { Width = 1440, Height = 900 },
                Permissions = ["clipboard-read", "clipboard-write"],
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(20_000);
        // The first page after a start waits for the compiler.
        context.SetDefaultNavigationTimeout(30_000);
        var opened = new OperatorBrowser(context);
        context.Console += opened.Note;
        context.WebError += (_, error) => opened._complaints.Add(error.Error);
        if (IsTraced)
        {
            await context.Tracing.StartAsync(new() { Snapshots = true });
        }

        opened.Page = await context.NewPageAsync();
        return opened;
    }

    /// <summary>A second tab of the same browser.</summary>
    public Task<IPage> OpenTabAsync() => Context.NewPageAsync();

    /// <summary>Gives the operator's name, as one is asked to on acting for the first time.</summary>
    public async Task GiveNameAsync(string name)
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        await new SessionDrawer(Page).OpenAsync(await sessions.FirstSessionAsync());
        await new NameForm(Page).GiveAsync(name);
    }

    /// <summary>Keeps the screenshot of a failed test, and the trace where one was asked for.</summary>
    public async Task KeepEvidenceAsync(string folder, string name)
    {
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        if (IsTraced)
        {
            await Context.Tracing.StopAsync(new() { Path = Path.Combine(folder, $"{name}-trace.zip") });
        }
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private void Note(object? sender, IConsoleMessage message)
    {
        if (message.Type == "error" && !_allowed.Exists(words => message.Text.Contains(words, StringComparison.Ordinal)))
        {
            _complaints.Add($"{message.Text} ({message.Location})");
        }
    }
}
