using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>A barrier of a guest.</summary>
/// <param name="Parties">How many threads must be there before any goes on, 1 or more.</param>
/// <param name="Style">How they wait.</param>
/// <param name="SpinLimit">How long they spin before they sleep; without meaning for the other styles.</param>
public readonly record struct GuestBarrier(int Parties, WaitStyle Style, Duration SpinLimit);
