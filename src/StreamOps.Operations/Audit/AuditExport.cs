using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Audit;

/// <summary>The forms in which entries are given out.</summary>
public enum AuditFormat
{
    /// <summary>A table by RFC 4180, in which no cell is a formula.</summary>
    Csv,

    /// <summary>An array of objects.</summary>
    Json,
}

/// <summary>The forms by their names in addresses, files and on the command line.</summary>
public static class AuditFormats
{
    /// <summary>As <c>csv</c>.</summary>
    public static string Name(this AuditFormat format) => format == AuditFormat.Csv ? "csv" : "json";

    /// <summary>The form of a name; null where none has it.</summary>
    public static AuditFormat? Named(string name) =>
        Enum.GetValues<AuditFormat>()
            .Where(format => string.Equals(format.Name(), name, StringComparison.Ordinal))
            .Select(format => (AuditFormat?)format)
            .FirstOrDefault();
}

/// <summary>Gives the entries that fit a query out, oldest first, as they are read: how many there are does not matter.</summary>
public sealed class AuditExport(OperationsStore store)
{
    /// <summary>How many are read, and sent off, at once.</summary>
    private const int Batch = 500;

    // A spreadsheet takes a cell that begins with one of these for a formula.
    private const string Signs = "=+-@＝＋－＠";

    // Cells end here as well: in a country where lists have semicolons in them a spreadsheet knows no comma, and no quotation mark but at a cell's own beginning.
    private const string Ends = ";\t\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n;\t");

    private static readonly (string Name, Func<AuditLine, string?> Value)[] Columns =
    [
        ("number", line => line.Sequence.ToString(CultureInfo.InvariantCulture)),
        ("at", line => line.At?.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)),
        ("person", line => line.Person),
        ("subject", line => line.Subject),
        ("role", line => line.Role),
        ("act", line => line.Act),
        ("session", line => line.Session),
        ("reason", line => line.Reason),
        ("outcome", line => line.Outcome),
        ("requestId", line => line.RequestId),
        ("clientToken", line => line.ClientToken),
        ("address", line => line.Address),
        ("attempt", line => line.AttemptId),
        ("hash", line => line.Hash),
    ];

    /// <summary>Writes them in UTF-8.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now: what was written is not all.</exception>
    public Task WriteAsync(AuditQuery query, AuditFormat format, Stream output, CancellationToken cancellationToken) =>
        format == AuditFormat.Csv ? WriteCsvAsync(query, output, cancellationToken) : WriteJsonAsync(query, output, cancellationToken);

    private async Task WriteCsvAsync(AuditQuery query, Stream output, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(output, leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync(string.Join(',', Columns.Select(column => column.Name)));
        await foreach (var batch in BatchesAsync(query, cancellationToken))
        {
            foreach (var line in batch)
            {
                await text.WriteLineAsync(string.Join(',', Columns.Select(column => CellOf(column.Value(line)))));
            }

            await text.FlushAsync(cancellationToken);
        }
    }

    private async Task WriteJsonAsync(AuditQuery query, Stream output, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });
        json.WriteStartArray();
        await foreach (var batch in BatchesAsync(query, cancellationToken))
        {
            foreach (var line in batch)
            {
                json.WriteStartObject();
                foreach (var (name, value) in Columns)
                {
                    Write(json, name, value(line), isNumber: name == Columns[0].Name);
                }

                json.WriteEndObject();
            }

            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value, bool isNumber)
    {
        json.WritePropertyName(name);
        if (value is null)
        {
            json.WriteNullValue();
        }
        else if (isNumber)
        {
            json.WriteRawValue(value);
        }
        else
        {
            json.WriteStringValue(value);
        }
    }

    private async IAsyncEnumerable<List<AuditLine>> BatchesAsync(
        AuditQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var after = long.MinValue;
        while (true)
        {
            var last = after;
            var rows = await store.RunAsync(db =>
                query.Of(db.AuditRows()).Where(row => row.Id > last).OrderBy(row => row.Id).Take(Batch).ToListAsync(cancellationToken)
            );
            if (rows.Count == 0)
            {
                yield break;
            }

            after = rows[^1].Id;
            yield return rows.ConvertAll(AuditLine.Of);
        }
    }

    /// <summary>
    /// A cell that a spreadsheet shows as the text that it is: one that begins as a formula does has an apostrophe in front, and so has what begins as one
    /// where a spreadsheet that parts cells by something else than a comma begins a cell.
    /// </summary>
    internal static string CellOf(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        var first = value.FirstOrDefault(letter => !IsPassedOver(letter));
        var isFormula = value[0] is '\t' or '\r' or '\n' || Signs.Contains(first, StringComparison.Ordinal);
        var text = PartsOf(isFormula ? $"'{value}" : value);
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string PartsOf(string value)
    {
        if (!value.AsSpan().ContainsAny(Ends))
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        var begins = false;
        foreach (var letter in value)
        {
            if (begins && Signs.Contains(letter, StringComparison.Ordinal))
            {
                text.Append('\'');
            }

            text.Append(letter);
            begins = Ends.Contains(letter, StringComparison.Ordinal) || (begins && IsPassedOver(letter));
        }

        return text.ToString();
    }

    private static bool IsPassedOver(char letter) => letter == '"' || char.IsWhiteSpace(letter);
}
