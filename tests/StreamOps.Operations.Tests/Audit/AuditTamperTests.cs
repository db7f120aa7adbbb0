using CsCheck;
using StreamOps.Operations.Audit;

namespace StreamOps.Operations.Tests.Audit;

/// <summary>Whatever a hand in the database does, the walk names the first entry that it touched.</summary>
public class AuditTamperTests
{
    private const int Entries = 9;

    private static readonly string[] Columns =
    [
        "At",
        "Operator",
        "Subject",
        "Role",
        "Action",
        "Outcome",
        "Session",
        "Reason",
        "RequestId",
        "ClientToken",
        "Address",
        "AttemptId",
        "Hash",
    ];

    private static readonly string[] Nullable = ["Subject", "Role", "Session", "ClientToken", "Address", "AttemptId"];

    private static readonly Gen<int> Place = Gen.Int[1, Entries];

    /// <summary>What is done, the first entry that is wrong after it (null where the chain alone cannot tell), and the same where the newest was noted.</summary>
    private static readonly Gen<Tampering> Any = Gen.OneOf(
        Gen.Select(
            Place,
            Gen.Int[0, Columns.Length - 1].Select(place => Columns[place]),
            Gen.String,
            (at, column, text) =>
                new Tampering($"{column} of {at}", [Change(at, column, text)], At: at)
                {
                    OnPostgres = column == "AttemptId" ? [OtherAttempt(at)] : null,
                }
        ),
        Gen.Select(
            Place,
            Gen.Int[0, Nullable.Length - 1].Select(place => Nullable[place]),
            (at, column) =>
                new Tampering(
                    $"null and empty of {column} of {at}",
                    [$"UPDATE Audit SET {column} = CASE WHEN {column} IS NULL THEN '' ELSE NULL END WHERE Id = {at}"],
                    At: at
                )
                {
                    OnPostgres = column == "AttemptId" ? [OtherAttempt(at)] : null,
                }
        ),
        Place.Select(at => new Tampering(
            $"words moved from one column into the next in {at}",
            [$"UPDATE Audit SET Action = Action || substr(Outcome, 1, 1), Outcome = substr(Outcome, 2) WHERE Id = {at}"],
            At: at
        )),
        Place.Select(at => new Tampering(
            $"without {at}",
            [$"DELETE FROM Audit WHERE Id = {at}"],
            At: at == Entries ? null : at,
            Noted: at
        )),
        Place.Select(at => new Tampering(
            $"without {at}, the rest moved up",
            [$"DELETE FROM Audit WHERE Id = {at}", .. Shift($"Id > {at}", -1)],
            At: at == Entries ? null : at,
            Noted: at
        )),
        Gen.Select(
            Place,
            Place,
            (at, like) =>
                new Tampering(
                    $"a copy of {like} put in at {at}",
                    [.. Shift($"Id >= {at}", 1), Copy(from: like >= at ? like + 1 : like, to: at)],
                    // The very first entry at its own place, twice: the first of the two is the one that was written.
                    At: like == at ? at + 1 : at
                )
        ),
        Gen.Select(
                Place,
                Place,
                (one, other) =>
                    new Tampering(
                        $"{one} and {other} swapped",
                        [
                            $"UPDATE Audit SET Id = -1 WHERE Id = {one}",
                            $"UPDATE Audit SET Id = {one} WHERE Id = {other}",
                            $"UPDATE Audit SET Id = {other} WHERE Id = -1",
                        ],
                        At: Math.Min(one, other)
                    )
                    {
                        IsNothing = one == other,
                    }
            )
            .Where(tampering => !tampering.IsNothing),
        Place.Select(from => new Tampering($"cut from {from}", [$"DELETE FROM Audit WHERE Id >= {from}"], At: null, Noted: from)),
        Gen.Int[1, Entries - 1]
            .Select(through => new Tampering($"cut up to {through}", [$"DELETE FROM Audit WHERE Id <= {through}"], At: 1)),
        Gen.Int[2, Entries].Select(at => new Tampering($"no hash in {at}", [$"UPDATE Audit SET Hash = NULL WHERE Id = {at}"], At: at)),
        // Passed off as from before the chain: the first that still has a hash is linked to something else.
        Gen.Int[1, Entries - 1]
            .Select(through => new Tampering(
                $"no hash up to {through}",
                [$"UPDATE Audit SET Hash = NULL WHERE Id <= {through}"],
                At: through + 1
            ))
    );

    [Fact]
    public async Task The_first_entry_that_was_touched_is_named()
    {
        using var stage = await AuditStage.WithEntriesAsync(Entries);
        var end = await stage.EndAsync();
        if (stage.File.Postgres is { } postgres)
        {
            // It has one table more from here on.
            postgres.IsOfNoFurtherUse = true;
        }

        await stage.SqlAsync("CREATE TABLE Kept AS SELECT * FROM Audit");

        await Any.SampleAsync(
            async tampering =>
            {
                await stage.SqlAsync("DELETE FROM Audit");
                await stage.SqlAsync("INSERT INTO Audit SELECT * FROM Kept");
                foreach (var sql in stage.File.Postgres is null ? tampering.Sql : tampering.OnPostgres ?? tampering.Sql)
                {
                    await stage.SqlAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
                }

                Assert.Equal(tampering.At, FirstBad(await stage.VerifyAsync()));
                Assert.Equal(tampering.Noted ?? tampering.At, FirstBad(await stage.VerifyAsync(end)));
            },
            iter: 400,
            threads: 1,
            print: tampering => tampering.What
        );
    }

    [Theory]
    [InlineData(4)]
    [InlineData(Entries)]
    public async Task Who_can_write_hashes_is_found_by_what_was_noted_elsewhere(int from)
    {
        using var stage = await AuditStage.WithEntriesAsync(Entries);
        var end = await stage.EndAsync();
        var rows = await stage.RowsAsync();
        var link = rows[from - 2].Hash!;
        foreach (var row in rows.Skip(from - 1))
        {
            link = (row with { Reason = "nothing happened" }).HashAfter(link);
            await stage.SqlAsync("UPDATE Audit SET Reason = 'nothing happened', Hash = {0} WHERE Id = {1}", link, row.Id);
        }

        Assert.IsType<AuditVerdict.Whole>(await stage.VerifyAsync());
        var broken = Assert.IsType<AuditVerdict.Broken>(await stage.VerifyAsync(end));
        Assert.Equal((AuditFaultKind.NotAsExpected, (long)Entries), (broken.Fault.Kind, broken.Fault.Sequence));
    }

    private static long? FirstBad(AuditVerdict verdict) => verdict is AuditVerdict.Broken broken ? broken.Fault.Sequence : null;

    private static string Change(int at, string column, string text)
    {
        var value = column switch
        {
            "At" => $"{column} + 1",
            "Hash" => "randomblob(32)",
            _ =>
                $"coalesce({column}, '') || 'x{text.Replace("'", "''", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)}'",
        };
        return $"UPDATE Audit SET {column} = {value} WHERE Id = {at}";
    }

    /// <summary>A column of PostgreSQL holds a GUID or nothing; one of SQLite anything.</summary>
    private static string OtherAttempt(int at) =>
        $"UPDATE Audit SET AttemptId = CASE WHEN AttemptId IS NULL THEN CAST('{Guid.Empty}' AS uuid) ELSE NULL END WHERE Id = {at}";

    private static string[] Shift(string which, int by) =>
        [$"UPDATE Audit SET Id = -(Id + {by}) WHERE {which}", "UPDATE Audit SET Id = -Id WHERE Id < 0"];

    private static string Copy(int from, int to)
    {
        var columns = string.Join(", ", Columns);
        return $"INSERT INTO Audit (Id, {columns}) SELECT {to}, {columns} FROM Audit WHERE Id = {from}";
    }

    private sealed record Tampering(string What, string[] Sql, long? At, long? Noted = null)
    {
        public bool IsNothing { get; init; }

        /// <summary>The same where the statements of SQLite cannot be said; null where they can.</summary>
        public string[]? OnPostgres { get; init; }
    }
}
