using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Islands;

/// <summary>A way from one island to another that takes at least a declared time; made by <see cref="Archipelago.Connect"/>.</summary>
/// <remarks>
/// The declared delay is the lookahead that lets islands advance side by side: the longer the smallest delay, the longer
/// the windows. Sending allocates nothing once the buffers have reached their largest size.
/// </remarks>
public sealed class Channel
{
    internal Channel(Island from, Island to, Duration minimumDelay, IMessageReceiver receiver)
    {
        From = from;
        To = to;
        ToId = to.Id;
        MinimumDelay = minimumDelay;
        Receiver = receiver;
    }

    /// <summary>The island that sends.</summary>
    public Island From { get; }

    /// <summary>The island that receives; never the one that sends.</summary>
    public Island To { get; }

    /// <summary>The shortest time that a message takes; positive.</summary>
    public Duration MinimumDelay { get; }

    /// <summary>Before when nothing is sent; see <see cref="StaySilentUntil"/>.</summary>
    public SimTime SilentUntil { get; private set; }

    /// <summary>The id of the island that receives; asking the island itself would fetch what another core is writing.</summary>
    internal int ToId { get; }

    internal IMessageReceiver Receiver { get; }

    /// <summary>Sends a message from the sending island's present; only its own handlers may, or anyone between two runs.</summary>
    /// <param name="delay">How long it takes; at least <see cref="MinimumDelay"/>.</param>
    /// <param name="operation">What the receiver does; its own code.</param>
    /// <param name="payload">What it does it with.</param>
    /// <param name="content">What does not fit 64 bits; see <see cref="Message.Content"/>.</param>
    /// <exception cref="InvariantException">
    /// The delay is below the minimum, the channel was promised to be silent, or the sending island is not the one that runs.
    /// </exception>
    public void Send(Duration delay, int operation, long payload = 0, object? content = null)
    {
        if (delay < MinimumDelay)
        {
            ThrowTooSoon(delay);
        }

        SimTime now = From.Simulation.Now;
        if (now < SilentUntil)
        {
            ThrowSilent(now);
        }

        From.Send(new Message(this, now + delay, From.NextSequence(this), operation, payload, content));
    }

    /// <summary>Promises that nothing is sent before a given time, which widens the windows of <see cref="WindowRule.Paths"/>.</summary>
    /// <param name="time">The earliest next sending; an earlier one than promised before changes nothing.</param>
    /// <remarks>
    /// For traffic that is rare but fast, such as a heartbeat each second over a channel of microseconds. A broken promise
    /// is refused when sending, so it can never change a result in silence.
    /// </remarks>
    /// <exception cref="InvariantException">The sending island is not the one that runs.</exception>
    public void StaySilentUntil(SimTime time)
    {
        From.RequireMaySend(this);
        if (time > SilentUntil)
        {
            SilentUntil = time;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{From} -> {To}";

    [DoesNotReturn]
    private void ThrowTooSoon(Duration delay) => throw new InvariantException(
        string.Create(CultureInfo.InvariantCulture, $"{this}: a delay of {delay} is below the declared minimum of {MinimumDelay}"));

    [DoesNotReturn]
    private void ThrowSilent(SimTime now) => throw new InvariantException(
        string.Create(CultureInfo.InvariantCulture, $"{this}: a message at {now}, but promised to be silent until {SilentUntil}"));
}
