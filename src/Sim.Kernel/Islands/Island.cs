using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
    private readonly Archipelago _archipelago;
    private long _sent;
    private Lane? _lane; // while it runs: where what it sends is left

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
    public SimTime NextTime => new(Math.Min(Simulation.NextTime.Nanoseconds, _inbox.FirstTime));

    /// <summary>The smallest delay of a channel to here, in nanoseconds; <see cref="long.MaxValue"/> where none leads here.</summary>
    internal long Lookahead { get; private set; } = long.MaxValue;

    internal List<Channel> Outgoing { get; } = [];

    /// <summary>What stopped this island, with its clock at the failure; null while it can go on.</summary>
    internal Exception? Failure { get; private set; }

    internal Archipelago Owner => _archipelago;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal void AddIncoming(Channel channel) => Lookahead = Math.Min(Lookahead, channel.MinimumDelay.Nanoseconds);

    /// <summary>Lets everything before <paramref name="bound"/> (nanoseconds) happen; a failure is kept, not thrown.</summary>
    /// <param name="bound">Up to where all messages are in the inbox.</param>
    /// <param name="lane">Where to leave what is sent.</param>
    internal Outcome RunBefore(long bound, Lane lane)
    {
        long before = Simulation.Executed + Received;
        _lane = lane;
        try
        {
            HappenBefore(bound);
        }
        catch (Exception cause) when (Keep(cause))
        {
            // kept: which of several failures counts is decided when all islands have stopped
        }

        _lane = null;
        long next = Failure is null ? NextTime.Nanoseconds : long.MaxValue;
        return new Outcome(next, Simulation.Executed + Received - before, Failure is not null);
    }

    internal long NextSequence(Channel channel)
    {
        RequireMaySend(channel);
        Check.That(_sent < Message.MaxSequence);
        return _sent++;
    }

    internal void RequireMaySend(Channel channel)
    {
        if (_lane is null && _archipelago.IsRunning)
        {
            ThrowForeign(channel);
        }
    }

    internal void Send(in Message message)
    {
        if (_lane is null)
        {
            Check.That(message.Time >= message.Channel.To.Simulation.Now); // may fail after a run that was interrupted
            message.Channel.To.Deliver(message);
        }
        else
        {
            _lane.Post(message);
        }
    }

    /// <summary>Puts a message into the inbox; only by the thread that runs this island, or while none does.</summary>
    internal void Deliver(in Message message) => _inbox.Add(message);

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
