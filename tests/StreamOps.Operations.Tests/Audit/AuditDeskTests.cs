using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Audit;

public class AuditDeskTests : IAsyncLifetime
{
    private static readonly Actor Mara = new("id-mara", "Mara", ActorRole.Operator, MayTakeOver: false);
    private static readonly Actor Vic = new("id-vic", "Vic", ActorRole.Viewer, MayTakeOver: false);

    private RescueStage _stage = null!;
    private AuditDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await RescueStage.OpenAsync();
        _desk = DeskOn(_stage.Store);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Sheets_follow_each_other_the_newest_first_in_both_directions()
    {
        await WriteAsync(120);

        var first = await ReadAsync(AuditPlace.Newest);
        var second = await ReadAsync(new AuditPlace(Before: first.Lines[^1].Sequence));
        var third = await ReadAsync(new AuditPlace(Before: second.Lines[^1].Sequence));
        var back = await ReadAsync(new AuditPlace(After: third.Lines[0].Sequence));
        var end = await ReadAsync(new AuditPlace(After: second.Lines[0].Sequence));

        Assert.Equal((120L, 71L, false, true), Shape(first));
        Assert.Equal((70L, 21L, true, true), Shape(second));
        Assert.Equal((20L, 1L, true, false), Shape(third));
        Assert.Equal(second.Lines, back.Lines);
        Assert.Equal(first.Lines, end.Lines);
        Assert.False(end.HasNewer);
    }

    [Fact]
    public async Task What_is_asked_for_is_all_that_is_shown()
    {
        await WriteAsync(12);

        Assert.Equal([3L], await NumbersAsync(new AuditQuery { Person = "Mara 3" }));
        Assert.Equal([3L], await NumbersAsync(new AuditQuery { Person = "subject-3" }));
        Assert.Equal([5L], await NumbersAsync(new AuditQuery { Session = "s5" }));
        Assert.Equal([5L], await NumbersAsync(new AuditQuery { Session = A.Arn("s5").Value }));
        Assert.Equal(
            [9L, 8L],
            await NumbersAsync(new AuditQuery { From = AuditStage.Start.AddMinutes(8), To = AuditStage.Start.AddMinutes(10) })
        );
        Assert.Empty(await NumbersAsync(new AuditQuery { Outcome = AuditSteps.Failed }));
        Assert.Empty(await NumbersAsync(new AuditQuery { Act = AuditActions.Terminate }));
    }

    [Fact]
    public async Task A_viewer_reads_nothing_and_that_they_asked_is_told()
    {
        await WriteAsync(1);
        using var output = new MemoryStream();

        var sheet = await _desk.ReadAsync(new AuditQuery(), AuditPlace.Newest, Vic, default);
        var verdict = await _desk.ExportAsync(new AuditQuery(), AuditFormat.Csv, Vic, () => output, default);

        Assert.Empty(sheet.Lines);
        Assert.Equal("The audit is for operators and leads: it names people and their reasons.", sheet.Refusal);
        Assert.Equal(sheet.Refusal, verdict.Reason);
        Assert.Equal(0, output.Length);
        Assert.Empty(await _desk.PeopleAsync(Vic, default));
        Assert.Equal(
            [("export audit", "refused", "id-vic"), ("read audit", "refused", "id-vic")],
            (await ReadAsync(AuditPlace.Newest)).Lines.Take(2).Select(line => (line.Act, line.Outcome, line.Subject))
        );
    }

    [Fact]
    public async Task Nobody_without_a_name_reads_it_and_leaves_an_entry()
    {
        Assert.NotEmpty((await _desk.ReadAsync(new AuditQuery(), AuditPlace.Newest, null, default)).Refusal);
        Assert.False((await _desk.ExportAsync(new AuditQuery(), AuditFormat.Csv, null, () => new MemoryStream(), default)).IsAllowed);

        Assert.Empty((await ReadAsync(AuditPlace.Newest)).Lines);
    }

    [Fact]
    public async Task Giving_it_out_is_told_before_and_after()
    {
        await WriteAsync(3);
        using var output = new MemoryStream();

        var verdict = await _desk.ExportAsync(new AuditQuery { Person = "Mara 2" }, AuditFormat.Csv, Mara, () => output, default);

        Assert.True(verdict.IsAllowed);
        Assert.Equal(2, Encoding.UTF8.GetString(output.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(
            [("export audit", "done", ""), ("export audit", "intent", "CSV: person Mara 2.")],
            (await ReadAsync(AuditPlace.Newest)).Lines.Take(2).Select(line => (line.Act, line.Outcome, line.Reason))
        );
    }

    [Fact]
    public async Task Without_its_record_nothing_is_given_out()
    {
        var desk = DeskOn(new OperationsStore(_stage.File.ReadOnlyContexts));

        var verdict = await desk.ExportAsync(
            new AuditQuery(),
            AuditFormat.Json,
            Mara,
            () => throw new InvalidOperationException("Opened."),
            default
        );

        Assert.False(verdict.IsAllowed);
        Assert.EndsWith("Without its record the audit is not given out.", verdict.Reason);
    }

    [Fact]
    public async Task Everybody_who_stands_in_it_can_be_asked_for()
    {
        await WriteAsync(2);
        await _stage.Audit.AppendAsync(AuditStage.Entry(1, AuditStage.Start));

        Assert.Equal(["Mara 1", "Mara 2"], await _desk.PeopleAsync(Mara, default));
    }

    [Fact]
    public async Task What_is_often_asked_for_is_found_by_an_index()
    {
        if (_stage.File.Postgres is not null)
        {
            // Of so few rows its planner reads all; the indexes are the same.
            return;
        }

        await using var db = _stage.File.Contexts.CreateDbContext();
        foreach (
            var query in new[]
            {
                new AuditQuery { Person = "Mara" },
                new AuditQuery { Act = "x" },
                new AuditQuery { Outcome = "x" },
            }
        )
        {
            var sql = query.Of(db.AuditRows()).OrderByDescending(row => row.Id).Take(51).ToQueryString();
            var plan = await PlanAsync(db, sql);
            Assert.DoesNotContain("SCAN Audit", plan, StringComparison.Ordinal);
            Assert.Contains("USING INDEX IX_Audit_", plan, StringComparison.Ordinal);
        }
    }

    private static async Task<string> PlanAsync(OperationsDb db, string sql)
    {
        // The values stand above the query, a line each: ".param set @name value".
        var lines = sql.Split('\n', StringSplitOptions.TrimEntries);
        var bare = string.Join(' ', lines.Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        foreach (var words in lines.Where(line => line.StartsWith(".param", StringComparison.Ordinal)).Select(line => line.Split(' ', 4)))
        {
            bare = bare.Replace(words[2], words[3], StringComparison.Ordinal);
        }

        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {bare}";
        await using var reader = await command.ExecuteReaderAsync();
        var plan = "";
        while (await reader.ReadAsync())
        {
            plan += $"{reader.GetString(3)}; ";
        }

        return plan;
    }

    private AuditDesk DeskOn(OperationsStore store) =>
        new(store, new AuditLog(store, NullLogger<AuditLog>.Instance), new AuditExport(store), _stage.Fleet, _stage.Pace);

    private async Task WriteAsync(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            await _stage.Audit.AppendAsync(AuditStage.Entry(number, AuditStage.Start.AddMinutes(number)));
        }
    }

    private Task<AuditSheet> ReadAsync(AuditPlace place) => _desk.ReadAsync(new AuditQuery(), place, Mara, default);

    private async Task<IEnumerable<long>> NumbersAsync(AuditQuery query) =>
        (await _desk.ReadAsync(query, AuditPlace.Newest, Mara, default)).Lines.Select(line => line.Sequence);

    private static (long, long, bool, bool) Shape(AuditSheet sheet) =>
        (sheet.Lines[0].Sequence, sheet.Lines[^1].Sequence, sheet.HasNewer, sheet.HasOlder);
}
