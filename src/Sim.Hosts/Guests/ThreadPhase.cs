namespace Sim.Hosts.Guests;

internal enum ThreadPhase
{
    Due, // its step is over: the next is to be asked for
    Computing,
    Spinning,
    Halted, // waits for a paravirtual lock with its whole vCPU
    Asleep,
    Over,
}
