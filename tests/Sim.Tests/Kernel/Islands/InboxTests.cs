using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Islands;
using Sim.Kernel.Quantities;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Islands;

public sealed class InboxTests
{
    [Property(MaxTest = 200)]
    public bool Messages_come_out_by_time_then_sender_then_sequence((byte Time, byte Sender, bool Take)[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Archipelago archipelago = new();
        Island to = archipelago.AddIsland("to");
        Channel[] channels = [.. Enumerable.Range(0, 4).Select(i => archipelago.Connect(archipelago.AddIsland($"{i}"), to, new Duration(1), new Nobody()))];
        Inbox inbox = new();
        SortedSet<(long Time, int Sender, long Sequence)> expected = [];
        foreach ((int i, (byte time, byte sender, bool take)) in steps.Index())
        {
            if (take && expected.Count > 0)
            {
                Compare(inbox, expected);
            }

            Channel channel = channels[sender % channels.Length];
            inbox.Add(new Message(channel, new SimTime(time % 8), i, 0, payload: i, null));
            expected.Add((time % 8, channel.From.Id, i));
        }

        while (expected.Count > 0)
        {
            Compare(inbox, expected);
        }

        return inbox.FirstTime == long.MaxValue;
    }

    private static void Compare(Inbox inbox, SortedSet<(long Time, int Sender, long Sequence)> expected)
    {
        (long time, int sender, long sequence) = expected.Min;
        expected.Remove(expected.Min);
        Assert.That(inbox.FirstTime, Is.EqualTo(time));
        Message found = inbox.TakeFirst();
        Assert.That((found.Time.Nanoseconds, found.Channel.From.Id, found.Payload), Is.EqualTo((time, sender, sequence)));
    }

    private sealed class Nobody : IMessageReceiver
    {
        public void Receive(Island island, in Message message) => throw new NotSupportedException();
    }
}
