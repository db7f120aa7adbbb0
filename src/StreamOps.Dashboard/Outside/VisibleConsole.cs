using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace StreamOps.Dashboard.Outside;

/// <summary>The log on the console, in the framework's simple form with nothing hidden in it: no value drives a terminal or fakes a line.</summary>
internal sealed class VisibleConsole(IOptionsMonitor<ConsoleFormatterOptions> options, TimeProvider time) : ConsoleFormatter(FormName)
{
    public const string FormName = "visible";

    private const string Indent = "      ";

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine($"{Stamp()}{Word(logEntry.LogLevel)}: {VisibleText.Of(logEntry.Category)}[{logEntry.EventId.Id}]");
        Write(textWriter, HasLineEnd(logEntry.State) ? [message] : Lines(message));
        if (logEntry.Exception is { } exception)
        {
            Write(textWriter, Lines(exception.ToString()));
        }
    }

    private string Stamp() =>
        options.CurrentValue is { TimestampFormat: { } format, UseUtcTimestamp: var isUtc }
            ? (isUtc ? time.GetUtcNow() : time.GetLocalNow()).ToString(format, CultureInfo.InvariantCulture)
            : "";

    // Set in: a line that an exception's text begins cannot pass for an entry.
    private static void Write(TextWriter writer, string[] lines)
    {
        foreach (var line in lines)
        {
            writer.WriteLine($"{Indent}{VisibleText.Of(line)}");
        }
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    // A line end in the words is ours; one in a value is the value's.
    private static bool HasLineEnd<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values
        && values.Any(value =>
            value.Key != "{OriginalFormat}"
            && Convert.ToString(value.Value, CultureInfo.InvariantCulture) is { } text
            && text.AsSpan().ContainsAny(LineEnds)
        );

    private static string Word(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
}

/// <summary>Puts <see cref="VisibleConsole"/> in the place of the framework's plain forms; JSON writes such characters out by itself.</summary>
internal static class VisibleLog
{
    public static void AddVisibleConsole(this ILoggingBuilder logging)
    {
        logging.AddConsole().AddConsoleFormatter<VisibleConsole, ConsoleFormatterOptions>();
        logging.Services.PostConfigure<ConsoleLoggerOptions>(options =>
        {
            if (options.FormatterName != ConsoleFormatterNames.Json)
            {
                options.FormatterName = VisibleConsole.FormName;
            }
        });
    }
}
