using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Islands;

/// <summary>A part of the model with a clock of its own, such as a host; made by <see cref="Archipelago.AddIsland(string)"/>.</summary>
/// <remarks>
/// Its handlers run on one thread at a time and touch nothing but this island; whatever concerns another goes there by a
/// <see cref="Channel"/>. At one time, messages come first, by sending island and then in the order of its sending; then
/// the local events of that time in the order of <see cref="Events.Simulation"/>.
/// </remarks>
public sealed class Island
{
    private readonly Inbox _inbox = new();
    private readonly Mailbag _mail = new();
    private readonly Archipelago _archipelago;
    private long _sent;
    private bool _running;
    private int _announced;

    internal Island(Archipelago archipelago, int id, string name, Simulation simulation)
    {
        _archipelago = archipelago;
        Id = id;
        Name = name;
        Simulation = simulation;
    }

    /// <summary>Its place among the islands, from 0 in the order in which they were added; the lower goes first at equal times.</summary>
    public int Id { get; }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Its clock and its local events. Run it by <see cref="Archipelago.RunUntil"/> only.</summary>
    public Simulation Simulation { get; }

    /// <summary>How many messages have arrived.</summary>
    public long Received { get; private set; }

    /// <summary>How many messages were sent from here.</summary>
    public long Sent => _sent;

    /// <summary>When something happens here next, arrivals included; <see cref="SimTime.Never"/> where nothing is pending.</summary>
    public SimTime NextTime => new(
        Math.Min(Simulation.NextTime.Nanoseconds, Math.Min(_inbox.FirstTime, _mail.FirstTime)));

    /// <summary>The smallest delay of a channel to here, in nanoseconds; <see cref="long.MaxValue"/> where none leads here.</summary>
    internal long Lookahead { get; private set; } = long.MaxValue;

    internal List<Channel> Outgoing { get; } = [];

    /// <summary>The islands whose next time may have changed by what was sent from here in this round.</summary>
    internal List<Island> Told { get; } = [];

    /// <summary>How many events and messages happened in the last window.</summary>
    internal long LastEvents { get; private set; }

    /// <summary>What stopped this island, with its clock at the failure; null while it can go on.</summary>
    internal Exception? Failure { get; private set; }

    internal Archipelago Owner => _archipelago;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal void AddIncoming(Channel channel) => Lookahead = Math.Min(Lookahead, channel.MinimumDelay.Nanoseconds);

    /// <summary>Lets everything before <paramref name="bound"/> (nanoseconds) happen; a failure is kept, not thrown.</summary>
    internal void RunBefore(long bound)
    {
        long before = Simulation.Executed + Received;
        _running = true;
        try
        {
            _mail.EmptyInto(_inbox);
            HappenBefore(bound);
        }
        catch (Exception cause) when (Keep(cause))
        {
            // kept: which of several failures counts is decided when all islands have stopped
        }

        _running = false;
        LastEvents = Simulation.Executed + Received - before;
    }

    internal long NextSequence(Channel channel)
    {
        RequireMaySend(channel);
        Check.That(_sent < Message.MaxSequence);
        return _sent++;
    }

    internal void RequireMaySend(Channel channel)
    {
        if (!_running && _archipelago.IsRunning)
        {
            ThrowForeign(channel);
        }
    }

    internal void Send(in Message message)
    {
        Island to = message.Channel.To;
        if (_archipelago.IsShared)
        {
            to._mail.Add(message);
        }
        else
        {
            Check.That(message.Time >= to.Simulation.Now);
            to._inbox.Add(message);
        }

        // The first to tell an island puts it on its list; the others need not.
        if (Volatile.Read(ref to._announced) == 0 && Interlocked.Exchange(ref to._announced, 1) == 0)
        {
            Told.Add(to);
        }
    }

    /// <summary>Forgets that somebody has this island on its list; only while no island runs.</summary>
    internal void ClearAnnounced() => _announced = 0;

    private void HappenBefore(long bound)
    {
        for (long arrival = _inbox.FirstTime; arrival < bound; arrival = _inbox.FirstTime)
        {
            Simulation.RunUntil(new SimTime(arrival));
            ReceiveAll(arrival);
        }

        if (Simulation.NextTime.Nanoseconds < bound)
        {
            Simulation.RunUntil(new SimTime(bound));
        }
    }

    private void ReceiveAll(long arrival)
    {
        Message message = default;
        try
        {
            while (_inbox.FirstTime == arrival)
            {
                message = _inbox.TakeFirst();
                Received++;
                message.Channel.Receiver.Receive(this, message);
            }
        }
        catch (Exception cause) when (cause is not (InputException or OperationCanceledException))
        {
            throw new InvariantException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"at {Simulation.Now}, {message.Channel.Receiver}, message over {message.Channel}, operation {message.Operation}, payload {message.Payload}: {cause.Message}"),
                cause);
        }
    }

    private bool Keep(Exception cause)
    {
        Failure = cause;
        return true;
    }

    [DoesNotReturn]
    private static void ThrowForeign(Channel channel) =>
        throw new InvariantException($"{channel}: only {channel.From} may send here, and it is not running");
}
