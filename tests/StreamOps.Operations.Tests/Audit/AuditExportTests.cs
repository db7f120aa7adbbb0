using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Audit;

public class AuditExportTests
{
    [Fact]
    public async Task A_table_has_every_column_of_every_entry_the_oldest_first()
    {
        using var stage = await AuditStage.WithEntriesAsync(2);
        var hashes = (await stage.RowsAsync()).ConvertAll(row => Convert.ToHexStringLower(row.Hash!));

        var lines = (await ExportAsync(stage, new AuditQuery(), AuditFormat.Csv)).Split("\r\n");

        Assert.Equal(
            [
                "number,at,person,subject,role,act,session,reason,outcome,requestId,clientToken,address,attempt,hash",
                $"1,2026-05-04T14:03:11.4020000Z,Mara 1,subject-1,operator,rescue,{A.Arn("s1").Value},because 1,intent,r-1,,192.0.2.7,00000001-0001-0002-0304-05060708090a,{hashes[0]}",
                $"2,2026-05-04T14:04:11.4020000Z,Mara 2,,operator,rescue,{A.Arn("s2").Value},because 2,intent,r-2,t-2,192.0.2.7,00000002-0001-0002-0304-05060708090a,{hashes[1]}",
                "",
            ],
            lines
        );
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "\"'\t'=1\"")]
    [InlineData("\r\n=1", "\"'\r\n'=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=\"a\",1", "\"'=\"\"a\"\",1\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;=1", "\"a;'=1\"")]
    [InlineData("x;=HYPERLINK(1)", "\"x;'=HYPERLINK(1)\"")]
    [InlineData("a; -1", "\"a; '-1\"")]
    [InlineData("a\t@b", "\"a\t'@b\"")]
    [InlineData("a\r\n+b\n=c", "\"a\r\n'+b\n'=c\"")]
    [InlineData("a;\"=1", "\"a;\"\"'=1\"")]
    [InlineData("a;;＝1", "\"a;;'＝1\"")]
    [InlineData("a; b=1; c-2", "\"a; b=1; c-2\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void No_cell_is_a_formula(string? value, string cell) => Assert.Equal(cell, AuditExport.CellOf(value));

    [Fact]
    [Trait("Row", "A2")]
    public void No_hostile_text_is_a_formula_or_more_than_one_cell()
    {
        Assert.True(HostileTexts.All.Count > 500, $"{HostileTexts.All.Count} texts.");
        Assert.All(HostileTexts.All, AssertIsOneCell);
        Figures.Tell("A2", "hostile texts in all views, the audit's table, the hub and the log", $"{HostileTexts.All.Count}");
    }

    [Fact]
    public void Whatever_a_text_says_its_cell_is_one_cell_and_no_formula() => Gen.String.Sample(AssertIsOneCell);

    [Fact]
    public void Whatever_parts_a_text_no_part_of_it_is_a_formula() =>
        Gen.String[Gen.Char["a\";,\t\r\n =+-@'"], 0, 12].Sample(AssertIsOneCell);

    private static void AssertIsOneCell(string text)
    {
        var cell = AuditExport.CellOf(text);
        var inner = cell.StartsWith('"') ? cell[1..^1] : cell;
        Assert.DoesNotContain('"', inner.Replace("\"\"", "", StringComparison.Ordinal));
        // As a spreadsheet reads it: a quotation mark of the text's own is a letter like any other.
        var read = inner.Replace("\"\"", "\"", StringComparison.Ordinal);
        Assert.False(read.AsSpan().TrimStart() is ['=' or '+' or '-' or '@', ..]);
        Assert.True(cell.StartsWith('"') || !cell.AsSpan().ContainsAny(",\r\n"));
        // As one reads it that parts cells by semicolons or tabs: what stands between commas is no cell there, and a quotation mark within it none either.
        Assert.All(
            inner.Split([';', '\t', '\r', '\n']),
            part => Assert.False(part.AsSpan().TrimStart().TrimStart("\" ") is ['=' or '+' or '-' or '@', ..])
        );
    }

    [Theory]
    [InlineData("person", "Mara 3", 3)]
    [InlineData("person", "subject-5", 5)]
    [InlineData("session", "s4", 4)]
    [InlineData("session", "arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1AB2C3De4/s4", 4)]
    [InlineData("from", "6", 6)]
    [InlineData("to", "2", 1)]
    public async Task What_is_asked_for_is_given_out(string by, string value, int only)
    {
        using var stage = await AuditStage.WithEntriesAsync(6);
        var query = by switch
        {
            "person" => new AuditQuery { Person = value },
            "session" => new AuditQuery { Session = value },
            "from" => new AuditQuery { From = AuditStage.Start.AddMinutes(6) },
            _ => new AuditQuery { To = AuditStage.Start.AddMinutes(2) },
        };

        Assert.Equal([only], await NumbersAsync(stage, query));
    }

    [Fact]
    public async Task Acts_and_outcomes_are_told_apart()
    {
        using var stage = await AuditStage.WithEntriesAsync(1);
        await stage.Log.AppendAsync(AuditStage.Entry(2, AuditStage.Start) with { Action = AuditActions.Terminate });
        await stage.Log.AppendAsync(AuditStage.Entry(3, AuditStage.Start) with { Step = AuditSteps.Refused });

        Assert.Equal([2], await NumbersAsync(stage, new AuditQuery { Act = AuditActions.Terminate }));
        Assert.Equal([3], await NumbersAsync(stage, new AuditQuery { Outcome = AuditSteps.Refused }));
        Assert.Empty(await NumbersAsync(stage, new AuditQuery { Act = AuditActions.Terminate, Outcome = AuditSteps.Refused }));
        Assert.Equal([1, 2, 3], await NumbersAsync(stage, new AuditQuery()));
    }

    [Fact]
    public async Task What_a_hand_in_the_database_left_is_given_out_as_well()
    {
        using var stage = await AuditStage.WithEntriesAsync(2);
        await stage.SqlAsync("UPDATE Audit SET At = -5, Session = 'nonsense', Hash = NULL WHERE Id = 1");
        if (stage.File.Postgres is null)
        {
            // A column of SQLite holds anything.
            await stage.SqlAsync("UPDATE Audit SET AttemptId = 'none' WHERE Id = 1");
        }

        Assert.Equal([1, 2], await NumbersAsync(stage, new AuditQuery()));
    }

    [Fact]
    public async Task More_than_one_batch_is_given_out_whole()
    {
        using var stage = await AuditStage.WithEntriesAsync(1);
        await stage.SqlAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO Audit (Id, At, Operator, Action, Outcome, Session, Reason, RequestId) SELECT i, i, 'Mara', 'rescue', 'intent', 's', '', '' FROM n
            """
        );

        Assert.Equal(Enumerable.Range(1, 1200), await NumbersAsync(stage, new AuditQuery()));
    }

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Json)]
    public async Task What_was_read_is_given_out_before_more_is_read(AuditFormat format)
    {
        using var stage = await AuditStage.FilledAsync(1_200);
        using var output = new MemoryStream();
        var givenOut = new List<int>();
        var reads = new ToldReads(
            stage.File.Contexts,
            () => givenOut.Add(Encoding.UTF8.GetString(output.ToArray()).Split("because ").Length - 1)
        );

        await new AuditExport(new OperationsStore(reads)).WriteAsync(new AuditQuery(), format, output, CancellationToken.None);

        // Every fourth entry gives no reason. At each read all that the reads before it had found stood in the output already.
        Assert.Equal([0, 375, 750, 900], givenOut);
    }

    private static async Task<IEnumerable<int>> NumbersAsync(AuditStage stage, AuditQuery query)
    {
        using var entries = JsonDocument.Parse(await ExportAsync(stage, query, AuditFormat.Json));
        return [.. entries.RootElement.EnumerateArray().Select(entry => entry.GetProperty("number").GetInt32())];
    }

    private static async Task<string> ExportAsync(AuditStage stage, AuditQuery query, AuditFormat format)
    {
        using var output = new MemoryStream();
        await new AuditExport(stage.Store).WriteAsync(query, format, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Says when somebody is about to read.</summary>
    private sealed class ToldReads(IDbContextFactory<OperationsDb> contexts, Action before) : IDbContextFactory<OperationsDb>
    {
        public OperationsDb CreateDbContext()
        {
            before();
            return contexts.CreateDbContext();
        }
    }
}
