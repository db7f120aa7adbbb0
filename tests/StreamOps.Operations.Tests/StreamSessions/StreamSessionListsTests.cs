using CsCheck;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StreamSessions;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.StreamSessions;

public sealed class StreamSessionListsTests
{
    private static readonly StreamSessionsQuery Waiting = StreamSessionsQuery.All.Toggle("PENDING_CLIENT_RECONNECTION");

    private readonly LiveFleet _fleet = new(TimeProvider.System, new ServiceClock(), Options.Create(new LiveOptions()));
    private readonly StreamSessionLists _lists;

    public StreamSessionListsTests() => _lists = new StreamSessionLists(_fleet);

    [Fact]
    public void A_question_is_worked_out_once_however_many_ask_it()
    {
        Publish(APicture.Session("s1"), APicture.Waiting("s2", 60));

        var lists = Enumerable.Range(0, 20).Select(_ => _lists.Of(StreamSessionsQuery.All.Toggle("CONNECTED"), _fleet.Current)).ToList();

        Assert.All(lists, list => Assert.Same(lists[0], list));
        Assert.Equal(1, _lists.Worked);
        Assert.NotSame(lists[0], _lists.Of(Waiting, _fleet.Current));
    }

    [Fact]
    public void A_change_of_others_leaves_the_list_as_it_is()
    {
        Publish(APicture.Session("s1"), APicture.Waiting("s2", 60));
        var before = _lists.Of(Waiting, _fleet.Current);

        Put(APicture.Session("s3"));

        Assert.Same(before.Sessions, _lists.Of(Waiting, _fleet.Current).Sessions);
    }

    [Fact]
    public void Who_came_and_who_went_is_told_and_who_only_changed_is_not()
    {
        Publish(APicture.Session("s1"), APicture.Session("s2"), APicture.Session("s3"));
        var before = _lists.Of(StreamSessionsQuery.All, _fleet.Current);

        Put(APicture.Waiting("s1", 60));
        Put(APicture.Session("s2", StreamSessionStatus.Terminated));
        Put(APicture.Session("s4"));

        var (came, went) = _lists.Between(before, _lists.Of(StreamSessionsQuery.All, _fleet.Current));
        Assert.Equal("s4", Assert.Single(came).Arn.Id);
        Assert.Equal("s2", Assert.Single(went).Arn.Id);
    }

    [Fact]
    public void A_list_carried_on_is_the_one_from_nothing() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 2])
            .List[1, 60]
            .Sample(
                steps =>
                {
                    Publish();
                    foreach (var (id, kind, minute) in steps)
                    {
                        var arn = A.Arn($"s{id}");
                        var session = APicture.Session($"s{id}", kind == 1 ? StreamSessionStatus.PendingClientReconnection : null);
                        session = session with { Session = session.Session with { CreatedAt = APicture.Now.AddMinutes(minute) } };
                        var sessions = kind == 0 ? _fleet.Current.Sessions.Remove(arn) : _fleet.Current.Sessions.SetItem(arn, session);
                        _fleet.Publish(_fleet.Current with { Sessions = sessions });
                        foreach (
                            var query in new[]
                            {
                                StreamSessionsQuery.All,
                                Waiting,
                                new StreamSessionsQuery { Text = "u-s1" },
                            }
                        )
                        {
                            Assert.Equal(StreamSessionList.Of(query, _fleet.Current).Sessions, _lists.Of(query, _fleet.Current).Sessions);
                        }
                    }
                },
                threads: 1
            );

    private void Publish(params LiveStreamSession[] sessions) => _fleet.Publish(APicture.Fleet(sessions));

    private void Put(LiveStreamSession session) =>
        _fleet.Publish(_fleet.Current with { Sessions = _fleet.Current.Sessions.SetItem(session.Arn, session) });
}
