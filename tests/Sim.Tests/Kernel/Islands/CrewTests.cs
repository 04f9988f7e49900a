using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Kernel.Islands;

namespace Sim.Tests.Kernel.Islands;

public sealed class CrewTests
{
    [Test]
    public void Every_piece_of_every_work_is_done_once([Values(1, 2, 7)] int helpers)
    {
        int[] done = new int[500];
        using Crew crew = new(helpers);
        int[] expected = new int[done.Length];
        for (int work = 0; work < 2000; work++)
        {
            int count = 1 + (work * 7 % (work % 3 == 0 ? done.Length : 5));
            crew.Do(count, (piece, _) => Interlocked.Increment(ref done[piece]));
            for (int piece = 0; piece < count; piece++)
            {
                expected[piece]++;
            }

            Assert.That(done.Take(count).SequenceEqual(expected.Take(count)), "all are done when it returns");
        }
    }

    [Test]
    public void Work_is_done_when_all_helpers_have_fallen_asleep()
    {
        int done = 0;
        using Crew crew = new(2);
        for (int work = 0; work < 3; work++)
        {
            SpinWait.SpinUntil(() => crew.Sleeping == 2);
            crew.Do(10, (_, _) => Interlocked.Increment(ref done));
        }

        Assert.That(done, Is.EqualTo(30));
    }
}
