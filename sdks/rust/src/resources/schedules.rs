use reqwest::Method;

use crate::client::Client;
use crate::error::Result;
use crate::pages::{Pages, pages};
use crate::request::{Request, path_of};
use crate::types::{
    CreateSchedule, ListScheduleSlots, ListSchedules, Schedule, ScheduleDetail, ScheduleSlot, ScheduleStatus, UpdateSchedule,
};

/// Cron expressions that start functions and agents. A schedule is named by its id or its name.
#[derive(Debug, Clone)]
pub struct Schedules {
    pub(crate) client: Client,
}

impl Schedules {
    /// Creates a schedule.
    pub async fn create(&self, params: &CreateSchedule) -> Result<Schedule> {
        self.client.call(Request::post("/api/v1/schedules").json(params)?).await
    }

    /// Schedules, newest first.
    pub fn list(&self, params: &ListSchedules) -> Pages<Schedule> {
        pages(&self.client, "/api/v1/schedules", params, "skip")
    }

    /// Reads a schedule.
    pub async fn get(&self, schedule: &str) -> Result<ScheduleDetail> {
        self.client.call(Request::get(path_of!("/api/v1/schedules/{}", schedule))).await
    }

    /// Changes a schedule. What is absent stays as it is.
    pub async fn update(&self, schedule: &str, params: &UpdateSchedule) -> Result<Schedule> {
        self.client.call(Request::new(Method::PATCH, path_of!("/api/v1/schedules/{}", schedule)).json(params)?).await
    }

    /// Deletes a schedule.
    pub async fn delete(&self, schedule: &str) -> Result<()> {
        self.client.run(Request::new(Method::DELETE, path_of!("/api/v1/schedules/{}", schedule))).await
    }

    /// Keeps it from firing. Runs that have begun go on.
    pub async fn pause(&self, schedule: &str) -> Result<ScheduleStatus> {
        self.client.call(Request::post(path_of!("/api/v1/schedules/{}/pause", schedule)).repeatable(true)).await
    }

    /// Lets it fire again, from its next slot on.
    pub async fn resume(&self, schedule: &str) -> Result<ScheduleStatus> {
        self.client.call(Request::post(path_of!("/api/v1/schedules/{}/resume", schedule)).repeatable(true)).await
    }

    /// Runs it now, paused or not.
    pub async fn run(&self, schedule: &str) -> Result<ScheduleSlot> {
        self.client.call(Request::post(path_of!("/api/v1/schedules/{}/run", schedule))).await
    }

    /// Every instant at which it was due, newest first, and what became of it.
    pub fn slots(&self, schedule: &str, params: &ListScheduleSlots) -> Pages<ScheduleSlot> {
        pages(&self.client, path_of!("/api/v1/schedules/{}/slots", schedule), params, "skip")
    }
}
