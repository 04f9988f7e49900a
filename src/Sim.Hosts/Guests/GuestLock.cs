using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>A lock of a guest.</summary>
/// <param name="Style">How threads wait for it.</param>
/// <param name="SpinLimit">How long they spin before they sleep or halt; without meaning for the other styles.</param>
/// <param name="Fair">
/// Whether it goes to the waiters in their order (ticket and queue locks), running or not; else to whoever of them runs
/// first (test-and-set).
/// </param>
public readonly record struct GuestLock(WaitStyle Style, Duration SpinLimit, bool Fair = true);
