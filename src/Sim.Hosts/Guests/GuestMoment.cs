using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>What a guest thread sees when it decides its next step.</summary>
public sealed class GuestMoment
{
    /// <summary>The time.</summary>
    public SimTime Now { get; internal set; }

    /// <summary>When the message that was just received had been sent.</summary>
    public SimTime MessageSent { get; internal set; }

    internal GuestMeasures Measures { get; set; } = new();

    /// <summary>Writes down that a request was answered, begun at an earlier instant.</summary>
    /// <param name="begun">When it was sent, or should have begun.</param>
    public void Respond(SimTime begun) => Measures.Responses.Add(Now - begun);
}
