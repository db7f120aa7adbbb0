using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Outside;

/// <summary>What was typed or sent by others drives no terminal and fakes no line of the log.</summary>
public sealed partial class VisibleConsoleTests
{
    private const string Evil = "\u001B[2Jmara\u202E\r\nfail: All[0]\u009B31m";

    [Fact]
    public void A_value_reaches_the_console_on_one_line_with_nothing_that_acts()
    {
        var line = Assert.Single(Written(logger => Log.Told(logger, Evil)).Skip(1));

        Assert.Equal("      The name [U+001B][2Jmara[U+202E][U+000D][U+000A]fail: All[0][U+009B]31m came.", line);
    }

    [Fact]
    [Trait("Row", "A2")]
    [Trait("Row", "A8")]
    public void No_hostile_text_makes_a_line_or_drives_a_terminal() =>
        Assert.All(
            HostileTexts.All,
            text =>
            {
                var lines = Written(logger => Log.Told(logger, text)).ToList();
                Assert.Equal(2, lines.Count);
                Assert.All(lines, line => Assert.False(VisibleText.IsHiding(line), line));
            }
        );

    [Fact]
    public void An_exceptions_words_are_set_in_and_visible()
    {
        var lines = Written(logger => Log.Broke(logger, new InvalidOperationException(Evil))).ToList();

        Assert.StartsWith("fail: Test[2]", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.False(VisibleText.IsHiding(line), line));
    }

    [Theory]
    [InlineData("", VisibleConsole.FormName)]
    [InlineData("simple", VisibleConsole.FormName)]
    [InlineData("systemd", VisibleConsole.FormName)]
    [InlineData("json", "json")]
    public async Task The_dashboard_logs_in_this_form_whatever_plain_form_is_set(string set, string form)
    {
        await using var dashboard = await RunningDashboard.StartAsync($"--Logging:Console:FormatterName={set}");

        Assert.Equal(form, dashboard.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue.FormatterName);
        Assert.Contains(dashboard.Services.GetServices<ConsoleFormatter>(), formatter => formatter.Name == form);
    }

    [Fact]
    public void JSON_writes_such_characters_out_by_itself()
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.AddJsonConsole()).BuildServiceProvider();
        var json = services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == ConsoleFormatterNames.Json);

        Assert.All(Written(logger => Log.Told(logger, Evil), json), line => Assert.False(VisibleText.IsHiding(line), line));
    }

    private static IEnumerable<string> Written(Action<ILogger> log, ConsoleFormatter? formatter = null)
    {
        using var writer = new StringWriter();
        log(new Writing(formatter ?? new VisibleConsole(new Plain(), TimeProvider.System), writer));
        return writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The name {Name} came.")]
        public static partial void Told(ILogger logger, string name);

        [LoggerMessage(2, LogLevel.Error, "It broke.")]
        public static partial void Broke(ILogger logger, Exception exception);
    }

    private sealed class Writing(ConsoleFormatter formatter, TextWriter writer) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> words
        ) => formatter.Write(new LogEntry<TState>(logLevel, "Test", eventId, state, exception, words), null, writer);
    }

    private sealed class Plain : IOptionsMonitor<ConsoleFormatterOptions>
    {
        public ConsoleFormatterOptions CurrentValue { get; } = new();

        public ConsoleFormatterOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<ConsoleFormatterOptions, string?> listener) => null;
    }
}
