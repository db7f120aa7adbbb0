using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>One step of a run: which deed, and by whom or how.</summary>
internal sealed record FaultyStep(int Draw, int Choice)
{
    public FaultyDeed Deed => FaultyDeeds.At(Draw);

    public string Told => Deed.Told(Choice);
}

/// <summary>Something that can happen.</summary>
/// <param name="Weight">How often, against the others.</param>
/// <param name="Told">What a reader is told of it.</param>
/// <param name="Do">Lets it happen.</param>
internal sealed record FaultyDeed(int Weight, Func<int, string> Told, Action<FaultyWorld, int> Do);

/// <summary>All that can happen to a rescue and around it.</summary>
internal static class FaultyDeeds
{
    private static readonly string[] Operators = ["Mara", "Tom"];

    private static readonly FaultyDeed[] All =
    [
        // People and pages.
        new(10, c => $"{By(c)} hands over {(c >> 1 == 0 ? "the last offer again" : "a new offer")}", Paste),
        new(
            6,
            c => $"{By(c)} claims the player",
            (world, c) => world.Do(() => world.Rescue.Claims.ClaimAsync(world.Rescue.Session, Who(c)))
        ),
        new(8, c => $"{By(c)} takes the claim from who holds it", TakeClaim),
        new(
            2,
            c => $"{By(c)} gives the claim back",
            (world, c) => world.Do(() => world.Rescue.Claims.ReleaseAsync(world.Rescue.Session, Who(c)))
        ),
        new(4, c => $"{By(c)} says {(c < 6 ? "yes" : "no")} to the offer that waits", Decide),
        new(4, c => $"{By(c)} makes a link", MakeLink),
        new(5, c => $"page {c & 1} opens the newest link and continues", Spend),
        new(6, c => $"page {c & 1} offers", Offer),
        new(12, c => c < 4 ? $"page {c & 1} takes its answer" : $"{By(c)} takes the answer", Take),
        new(4, c => $"page {c & 1} is closed", Close),
        new(3, c => $"{By(c)} tries again", (world, c) => OnAttempt(world, id => world.Rescue.Desk.TryAgainAsync(id, Who(c), default))),
        new(3, c => $"{By(c)} gives up", (world, c) => OnAttempt(world, id => world.Rescue.Desk.AbandonAsync(id, Who(c), "No.", default))),
        // The call that waits.
        new(10, _ => "the call is answered", (world, _) => world.Answer()),
        new(6, _ => "the call is answered, and the store refuses writes", AnswerToAFullDisk),
        new(3, _ => "the call is answered, the store refuses writes, and the program is killed", DieWithTheAnswer),
        new(1, _ => "the call is answered, and the store is not read", AnswerUnread),
        new(2, _ => "the call takes effect, and no answer is on the way yet", (world, _) => world.Service.TakeEffect()),
        new(5, _ => "the call is throttled", (world, _) => Fail(world, Fault.Throttled, ApiErrorCode.Throttling, 429, hasEffect: false)),
        new(5, c => $"the call ends with 500 {(c < 4 ? "before" : "after")} its effect", ServerError),
        new(9, _ => "the call takes effect and its answer is lost", LoseAnswer),
        new(2, _ => "the call is refused", (world, _) => End(world, FaultyService.Failure(ApiErrorCode.Validation, 400), hasEffect: false)),
        new(5, _ => "10 s pass", (world, _) => world.Pass(TimeSpan.FromSeconds(10))),
        // The session.
        new(5, _ => "the client is connected", Connect),
        new(4, _ => "the session waits for its client again", WaitAgain),
        new(3, _ => "the session is ready for its client", Ready),
        new(3, c => $"the session ends, {EndOf(c)}", EndSession),
        new(5, _ => "the session is read", (world, _) => world.Poll()),
        // Reads, store, process, time.
        new(3, c => $"reads fail: {ReadsOf(c)}", (world, c) => world.Service.Reads = ReadsOf(c)),
        new(5, _ => "reads succeed", (world, _) => world.Service.Reads = null),
        new(4, _ => "the store refuses writes", (world, _) => world.LetWrite(false)),
        new(8, _ => "the store is read and takes writes", (world, _) => LetAll(world)),
        new(1, _ => "the store is not read", (world, _) => world.LetRead(false)),
        new(5, c => $"of the store's reads one fails, after {c}", (world, c) => world.FailRead(c)),
        new(3, c => $"the program is killed and starts again after {c * 3} s", (world, c) => world.Restart(TimeSpan.FromSeconds(c * 3))),
        new(10, _ => "the next timer rings", (world, _) => world.PassUntilNext()),
        new(4, c => $"{1 + (c * 4)} s pass", (world, c) => world.Pass(TimeSpan.FromSeconds(1 + (c * 4)))),
    ];

    private static readonly FaultyDeed[] Urn = [.. All.SelectMany(deed => Enumerable.Repeat(deed, deed.Weight))];

    public static int Draws => Urn.Length;

    public static FaultyDeed At(int draw) => Urn[draw];

    private static string By(int choice) => Operators[choice & 1];

    private static Actor Who(int choice) => Actor.Unproven(By(choice));

    private static void Paste(FaultyWorld world, int choice)
    {
        var offer = world.Offer(By(choice), choice >> 1);
        world.Do(() => world.Rescue.ClaimedOffers.SendAsync(world.Rescue.Session, offer, Who(choice), default));
    }

    private static void TakeClaim(FaultyWorld world, int choice) =>
        world.Do(async () =>
        {
            if (
                world.Rescue.ClaimBoard.Current.GetValueOrDefault(world.Rescue.Session) is { } seen
                && await world.Rescue.Claims.TakeAsync(seen, Who(choice)) is ClaimResult.Done { Claim.TakenFrom: not null }
            )
            {
                world.Strike(Fault.ClaimTaken);
            }
        });

    private static void Decide(FaultyWorld world, int choice) =>
        world.Do(() =>
            choice < 6
                ? world.Rescue.ClaimedOffers.AllowAsync(world.Rescue.Session, Who(choice), default)
                : world.Rescue.ClaimedOffers.DeclineAsync(world.Rescue.Session, Who(choice))
        );

    private static void MakeLink(FaultyWorld world, int choice)
    {
        var stage = world.Stage;
        Guid? standing = world.Links.Count > 0 ? world.Links[^1].Link.Id : null;
        world.Do(async () =>
        {
            if (await stage.LinkDesk.MakeAsync(stage.Session, Who(choice), standing, default) is LinkMaking.Made made)
            {
                world.Links.Add(made);
            }
        });
    }

    private static void Spend(FaultyWorld world, int choice)
    {
        if (world.Links.Count == 0)
        {
            return;
        }

        var (page, made, players) = (world.Pages[choice & 1], world.Links[^1], world.Stage.Players);
        world.Do(async () =>
        {
            if (
                await players.OpenAsync(made.Secret, page.Key, "Firefox, Windows", isLoadedAnew: false, default)
                is PlayerEntry.Admitted admitted
            )
            {
                await players.ContinueAsync(admitted.Pass, page.Key, default);
                page.Pass = admitted.Pass;
            }
        });
    }

    private static void Offer(FaultyWorld world, int choice)
    {
        var page = world.Pages[choice & 1];
        if (page.Pass is { } pass)
        {
            var (offer, key) = (world.Offer(page.Name, choice >> 1), page.Key);
            world.Do(() => world.Stage.Players.OfferAsync(pass, key, offer, default));
        }
    }

    private static void Take(FaultyWorld world, int choice)
    {
        if (choice < 4)
        {
            TakeByPage(world, world.Pages[choice & 1]);
            return;
        }

        OnAttempt(
            world,
            async id =>
            {
                var answer = await world.Rescue.Answers.ReadAnswerAsync(id, Who(choice), default);
                world.Handed(answer, By(choice));
                if (answer is not null)
                {
                    await world.Rescue.Answers.MarkDeliveredAsync(id, Who(choice), default);
                }
            }
        );
    }

    private static void TakeByPage(FaultyWorld world, FaultyPage page)
    {
        if (page.Pass is not { } pass)
        {
            return;
        }

        var (name, key) = (page.Name, page.Key);
        world.Do(async () =>
        {
            var answer = await world.Stage.Players.ReadAnswerAsync(pass, key, default);
            world.Handed(answer, name);
            if (answer is not null)
            {
                await world.Stage.Players.AnswerAppliedAsync(pass, key, default);
            }
        });
    }

    private static void Close(FaultyWorld world, int choice)
    {
        world.Pages[choice & 1].Close();
        world.Strike(Fault.PageGone);
    }

    private static void OnAttempt(FaultyWorld world, Func<Guid, Task> act)
    {
        if (world.Rescue.Board.Current.GetValueOrDefault(world.Rescue.Session) is { } attempt)
        {
            world.Do(() => act(attempt.Id));
        }
    }

    private static void Fail(FaultyWorld world, Fault fault, ApiErrorCode code, int status, bool hasEffect)
    {
        if (world.Service.HasWaiting)
        {
            world.Strike(fault);
            End(world, FaultyService.Failure(code, status), hasEffect);
        }
    }

    private static void End(FaultyWorld world, GameLiftException failure, bool hasEffect)
    {
        world.Service.End(hasEffect, failure);
        world.Run();
    }

    private static void ServerError(FaultyWorld world, int choice) =>
        Fail(world, Fault.ServerError, ApiErrorCode.InternalServer, 500, hasEffect: choice >= 4);

    private static void LoseAnswer(FaultyWorld world, int choice) =>
        Fail(world, Fault.AnswerLostAfterEffect, ApiErrorCode.ConnectionLost, 0, hasEffect: true);

    private static void AnswerToAFullDisk(FaultyWorld world, int choice)
    {
        world.LetWrite(false);
        world.Answer();
    }

    private static void AnswerUnread(FaultyWorld world, int choice)
    {
        world.LetRead(false);
        world.Answer();
    }

    private static void LetAll(FaultyWorld world)
    {
        world.LetWrite(true);
        world.LetRead(true);
    }

    private static void DieWithTheAnswer(FaultyWorld world, int choice)
    {
        AnswerToAFullDisk(world, choice);
        world.Restart(TimeSpan.FromSeconds(1));
        world.LetWrite(true);
    }

    private static void Connect(FaultyWorld world, int choice)
    {
        if (!world.Service.Status.IsEnd)
        {
            world.Service.Put(StreamSessionStatus.Connected);
        }
    }

    private static void WaitAgain(FaultyWorld world, int choice)
    {
        if (!world.Service.Status.IsEnd && world.Service.Status != StreamSessionStatus.PendingClientReconnection)
        {
            world.Service.Put(StreamSessionStatus.PendingClientReconnection);
        }
    }

    private static void Ready(FaultyWorld world, int choice)
    {
        if (world.Service.Status == StreamSessionStatus.Reconnecting)
        {
            world.Service.Put(StreamSessionStatus.Active);
        }
    }

    private static void EndSession(FaultyWorld world, int choice)
    {
        if (!world.Service.Status.IsEnd)
        {
            world.Service.Put(choice == 7 ? StreamSessionStatus.Error : StreamSessionStatus.Terminated, EndOf(choice));
            world.Strike(Fault.SessionEnded);
        }
    }

    private static string EndOf(int choice) =>
        choice switch
        {
            < 3 => "reconnectionTimeout",
            < 6 => "apiTerminated",
            _ => "applicationExit",
        };

    private static Fault ReadsOf(int choice) =>
        choice switch
        {
            < 3 => Fault.Throttled,
            < 6 => Fault.ServerError,
            _ => Fault.TimedOut,
        };
}
