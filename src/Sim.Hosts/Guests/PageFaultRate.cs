namespace Sim.Hosts.Guests;

/// <summary>How often a VM's vCPUs lack a page for a while, and what it costs them; as memory has it until it says otherwise.</summary>
/// <param name="WorkBetween">Mean work of a vCPU from one wait for a page to the next, in ns at nominal speed; infinity: it never waits.</param>
/// <param name="Wait">How long each wait takes, in ns. The vCPU gives up its pCPU meanwhile.</param>
/// <param name="Tax">Time on a pCPU for faults that need no wait, as a part of the work: clearing, copying, decompressing.</param>
public readonly record struct PageFaultRate(double WorkBetween, long Wait, double Tax)
{
    /// <summary>Every page is there.</summary>
    public static readonly PageFaultRate None = new(double.PositiveInfinity, 0, 0);
}
